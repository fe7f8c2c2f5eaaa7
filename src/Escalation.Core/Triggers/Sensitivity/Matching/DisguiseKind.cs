namespace Escalation.Triggers.Sensitivity.Matching;

/// <summary>How a window of folded text was changed further before it was searched.</summary>
internal enum DisguiseKind
{
    /// <summary>Not at all.</summary>
    Folded = 0,

    /// <summary>Digits and signs were read as letters.</summary>
    Leet,

    /// <summary>Letters set one by one were joined.</summary>
    Spaced,

    /// <summary>Letters drawn out or doubled were written once.</summary>
    Drawn,

    /// <summary>Read from right to left.</summary>
    Reversed,

    /// <summary>Read from right to left with turned letters.</summary>
    Turned,
}
