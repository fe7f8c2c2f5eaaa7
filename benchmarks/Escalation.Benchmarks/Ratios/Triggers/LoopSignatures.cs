namespace Escalation.Benchmarks.Ratios.Triggers;

/// <summary>Made-up signatures of steps, by seed.</summary>
internal static class LoopSignatures
{
    internal const int Count = 4_096;
    private const int Seed = 11;
    private const int Actions = 1_000;

    /// <summary>Steps of a thousand different actions.</summary>
    internal static ulong[] Random()
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, Count).Select(_ => Action(random.Next(Actions)))];
    }

    /// <summary>A cycle that every so many steps another action disturbs; never where that is 0.</summary>
    internal static ulong[] Cycle(int period, int disturbedEvery)
    {
        var random = new Random(Seed + 1);
        return [.. Enumerable.Range(0, Count).Select(i => disturbedEvery > 0 && i % disturbedEvery == disturbedEvery - 1 ? Action(random.Next(Actions)) : Action(i % period))];
    }

    /// <summary>Two actions in an order that makes many windows look alike for long.</summary>
    internal static ulong[] TwoActions()
    {
        var random = new Random(Seed + 2);
        return [.. Enumerable.Range(0, Count).Select(_ => Action(random.Next(12) == 0 ? 1 : 0))];
    }

    private static ulong Action(int number) => ((ulong)number + 1) * 0x9E3779B97F4A7C15;
}
