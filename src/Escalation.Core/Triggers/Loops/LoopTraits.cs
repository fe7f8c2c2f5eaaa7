namespace Escalation.Triggers.Loops;

/// <summary>What the rules ask about a tool step.</summary>
[Flags]
internal enum LoopTraits
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>The result is an error.</summary>
    Error = 1,

    /// <summary>The tool only reads.</summary>
    ReadOnly = 2,

    /// <summary>The tool changes nothing.</summary>
    SideEffectFree = 4,

    /// <summary>The result is long enough to mean something.</summary>
    LongResult = 8,

    /// <summary>The call always counts as progress.</summary>
    Exempt = 16,
}
