namespace Escalation.Triggers.Ambiguity.Goals;

/// <summary>By which marks several goals are told in a text.</summary>
[Flags]
public enum GoalMarks
{
    /// <summary>None; only the connectives of the options count.</summary>
    None = 0,

    /// <summary>Sentences that end in a question mark, of any script.</summary>
    Questions = 1,

    /// <summary>Lines that begin with a number or a letter and a full stop or parenthesis.</summary>
    NumberedLines = 2,

    /// <summary>Lines that begin with a bullet. Details of a single goal are often written like that, so this is not on unless asked for.</summary>
    BulletedLines = 4,
}
