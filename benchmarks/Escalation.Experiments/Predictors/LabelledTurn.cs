using Escalation.Decisions;

namespace Escalation.Experiments.Predictors;

/// <summary>A turn with what came of it.</summary>
/// <param name="Turn">The turn.</param>
/// <param name="WeakIsRight">Whether the weak model was right.</param>
/// <param name="StrongIsRight">Whether the strong model was.</param>
internal sealed record LabelledTurn(AgentTurn Turn, bool WeakIsRight, bool StrongIsRight)
{
    /// <summary>Whether delegation turned a wrong answer into a right one.</summary>
    internal bool Helps => StrongIsRight && !WeakIsRight;
}
