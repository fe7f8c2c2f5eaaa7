namespace Escalation.Evaluation.Profiles;

/// <summary>Why a number of a profile is missing, or what to know about one that is there.</summary>
public enum ProfileNote
{
    /// <summary>No condition shows the model its accuracy.</summary>
    NoConditionsWithSignal,

    /// <summary>No condition leaves the model without its accuracy.</summary>
    NoConditionsWithoutSignal,

    /// <summary>All conditions have the same accuracy, so no line can be drawn.</summary>
    EqualAccuracies,

    /// <summary>Escalation does not fall as accuracy rises: the model ignores the signal, and there is no threshold to speak of.</summary>
    SignalIgnored,

    /// <summary>Some accuracy parts the escalated decisions from the others without overlap, so that the logistic slope is infinite; the isotonic threshold lies there.</summary>
    Separated,

    /// <summary>Newton's method did not reach the optimum.</summary>
    NotConverged,

    /// <summary>The slope cannot be told from 0 at this level, so that every threshold is compatible with the data and the interval is unbounded.</summary>
    SlopeUncertain,

    /// <summary>The threshold is above 1: the model escalates more often than not even where it is always right. A value.</summary>
    AboveOne,

    /// <summary>The threshold is below 0: the model acts more often than not even where it is always wrong. A value.</summary>
    BelowZero,

    /// <summary>The estimate fell outside [0, 1] and was set to the nearer end. A value.</summary>
    Clipped,

    /// <summary>The escalation rate stays at or above one half at every accuracy.</summary>
    EscalatesEverywhere,

    /// <summary>The escalation rate stays at or below one half at every accuracy.</summary>
    ActsEverywhere,
}
