namespace Escalation.Triggers.Loops;

/// <summary>The ways in which an agent repeats itself. Of several at one stage the first of this order is named.</summary>
public enum LoopKind
{
    /// <summary>No loop.</summary>
    None = 0,

    /// <summary>The same tool call fails again and again, whatever the error says.</summary>
    RepeatError,

    /// <summary>The same tool call gives the same result again and again.</summary>
    ExactRepeat,

    /// <summary>Several steps, not all equal, repeat in the same order with the same results.</summary>
    Cycle,

    /// <summary>The agent says the same thing again and again with nothing between.</summary>
    Monologue,

    /// <summary>One tool gives the same error whatever its arguments are.</summary>
    SameError,

    /// <summary>A read-only tool gives the same long result whatever its arguments are.</summary>
    SameResult,

    /// <summary>The same call with the same result comes back while only calls without side effects lie between.</summary>
    NoProgress,

    /// <summary>The context is trimmed again and again with nothing between.</summary>
    Condensation,

    /// <summary>Streamed text repeats a block.</summary>
    Chanting,

    /// <summary>Many calls, new ones among them, without a new target or result.</summary>
    Stagnation,

    /// <summary>The agent says nearly the same thing in other words again and again with nothing between.</summary>
    RestatedPlan,
}
