namespace Escalation.Prediction.Training;

/// <summary>Why nothing can be trained on a set.</summary>
public enum TrainingProblem
{
    /// <summary>Fewer rows, or groups, than folds.</summary>
    TooFewGroups = 0,

    /// <summary>The model was always right, or never.</summary>
    OneClass,

    /// <summary>The rows that some fold is predicted from hold one class.</summary>
    OneClassInFold,

    /// <summary>A feature has the same value in every row.</summary>
    ConstantFeature,

    /// <summary>A feature is absent from every row.</summary>
    AbsentFeature,

    /// <summary>Folds in the order of time need a time for each row.</summary>
    TimeMissing,

    /// <summary>Fewer distinct times than blocks.</summary>
    TooFewTimes,
}
