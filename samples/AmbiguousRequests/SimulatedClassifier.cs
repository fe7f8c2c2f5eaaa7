using Escalation.Statistics;

namespace AmbiguousRequests;

/// <summary>Stands for a classifier of three intents: logits that are sure of a request which is one of them, and not of one that is none.</summary>
internal sealed class SimulatedClassifier(ulong seed)
{
    private const int Intents = 3;
    private readonly SplitMix64 _random = new(seed);

    internal double[] Known() => Logits(lead: 3.5);

    internal double[] Unknown() => Logits(lead: 0.5);

    private double[] Logits(double lead)
    {
        int best = _random.NextBelow(Intents);
        return [.. Enumerable.Range(0, Intents).Select(intent => (intent == best ? lead : 0.0) + (3.0 * _random.NextUniform()))];
    }
}
