namespace Escalation.Tool.Verbs.Demo;

/// <summary>One simulated turn of a help desk.</summary>
/// <param name="Id">The turn's id.</param>
/// <param name="Request">What the user asked.</param>
/// <param name="Confidence">The model's estimate that it is right.</param>
/// <param name="ModelIsRight">Whether it is.</param>
/// <param name="Loops">Whether the agent repeats itself in it.</param>
internal sealed record DemoCase(string Id, string Request, double Confidence, bool ModelIsRight, bool Loops);
