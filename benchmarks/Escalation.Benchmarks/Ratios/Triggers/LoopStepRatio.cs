using Escalation.Decisions;
using Escalation.Triggers.Loops;

namespace Escalation.Benchmarks.Ratios.Triggers;

/// <summary>Recording one tool step, all rules and fingerprints: beside what any detector has to do, SHA-256 of name, arguments and result.</summary>
internal sealed class LoopStepRatio : IRatio
{
    private const int Calls = 256;

    public string Name => "loop-step";

    public string Measures => "one call with its result recorded by the loop detector, every rule included";

    public IEnumerable<RatioCase> Cases()
    {
        foreach (int length in new[] { 100, 1_024, 65_536 })
        {
            string result = LoopText.Prose(length);
            AgentStep[] steps = [.. Enumerable.Range(0, Calls).Select(i => AgentStep.Tool("read_file", $"{{\"path\":\"src/module{i}.cs\",\"limit\":{i}}}", result))];
            var state = new LoopState(new LoopRules(new LoopOptions()));
            byte[] hash = new byte[32];
            yield return new RatioCase(
                FormattableString.Invariant($"result of {length} characters"),
                new RatioBody("LoopState.Record", calls => Record(state, steps, calls)),
                new RatioBody("SHA256.HashData", calls => Sha(steps, hash, calls)));
        }
    }

    private static double Record(LoopState state, AgentStep[] steps, int calls)
    {
        double sum = 0;
        for (int i = 0; i < calls; i++)
        {
            state.Record(steps[i % Calls]);
            sum += state.Verdict.Repeats;
        }

        return sum;
    }

    private static double Sha(AgentStep[] steps, byte[] hash, int calls)
    {
        double sum = 0;
        for (int i = 0; i < calls; i++)
        {
            AgentStep step = steps[i % Calls];
            sum += Sha(step.Action, hash) + Sha(step.Arguments, hash) + Sha(step.Observation, hash);
        }

        return sum;
    }

    private static double Sha(ReadOnlySpan<char> text, byte[] hash)
    {
        System.Security.Cryptography.SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text), hash);
        return hash[0];
    }
}
