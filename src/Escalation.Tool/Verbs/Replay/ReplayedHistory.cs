using Escalation.Triggers.Loops;

namespace Escalation.Tool.Verbs.Replay;

/// <summary>What the detector says of a history.</summary>
/// <param name="Name">The history's name.</param>
/// <param name="Result">Where it fires first, if at all.</param>
internal sealed record ReplayedHistory(string Name, LoopReplayResult Result);
