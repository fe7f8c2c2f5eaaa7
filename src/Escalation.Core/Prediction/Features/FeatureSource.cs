namespace Escalation.Prediction.Features;

/// <summary>Where a feature comes from.</summary>
public enum FeatureSource
{
    /// <summary>A measure of the model's output.</summary>
    Measure = 0,

    /// <summary>The distribution over labels at one position.</summary>
    Labels,

    /// <summary>A numeric attribute.</summary>
    Number,

    /// <summary>An attribute that holds one of several words.</summary>
    Category,

    /// <summary>A property of the turn that holds one of several words.</summary>
    TurnCategory,

    /// <summary>A category's words times a number: a slope for each.</summary>
    Interaction,

    /// <summary>A predictor.</summary>
    Predictor,
}
