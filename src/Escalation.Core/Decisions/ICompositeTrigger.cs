namespace Escalation.Decisions;

/// <summary>A trigger built from others. A policy walks it to refuse cycles and duplicate names and to find conversation state.</summary>
public interface ICompositeTrigger
{
    /// <summary>The parts, each an <see cref="ITrigger"/> or <see cref="IAsyncTrigger"/>.</summary>
    IReadOnlyList<object> Children { get; }
}
