using Escalation.Runtime;

namespace Escalation.Tool.Verbs.Demo;

/// <summary>What came of one simulated turn.</summary>
/// <param name="Case">The turn.</param>
/// <param name="Result">What the runtime did with it.</param>
internal sealed record DemoTurnResult(DemoCase Case, HandleResult Result);
