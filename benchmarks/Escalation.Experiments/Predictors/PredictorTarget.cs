namespace Escalation.Experiments.Predictors;

/// <summary>What a case predicts.</summary>
internal enum PredictorTarget
{
    /// <summary>Whether the weak model is right.</summary>
    WeakIsRight,

    /// <summary>Whether delegation turns a wrong answer into a right one, by one predictor.</summary>
    Help,

    /// <summary>The same by two: the strong model is right, and the weak one is not.</summary>
    HelpByFactors,
}
