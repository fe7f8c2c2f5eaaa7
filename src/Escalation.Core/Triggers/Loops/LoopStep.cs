namespace Escalation.Triggers.Loops;

/// <summary>A tool step while it is judged.</summary>
/// <param name="Entry">What is remembered of it.</param>
/// <param name="Tool">Hash of the tool's name.</param>
/// <param name="Target">Hash of the tool and what the call is about.</param>
/// <param name="DeclaresTargets">Whether the tool says which members are the target.</param>
internal readonly record struct LoopStep(LoopEntry Entry, ulong Tool, ulong Target, bool DeclaresTargets);
