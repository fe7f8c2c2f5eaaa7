using System.Globalization;
using Escalation.Statistics;

namespace Escalation.Tool.Verbs.Demo;

/// <summary>A seeded help desk: a model whose confidence says much, but not all, about whether it is right.</summary>
/// <remarks>
/// The confidence c is the largest of two uniform draws, and the model is right with probability <c>0.2 + 0.75 c</c>, so it is too sure of itself at the top.
/// Five turns in a hundred mention a lawyer or a chargeback; in four in a hundred the agent loops and is wrong. Turns are independent draws, hence exchangeable.
/// </remarks>
internal sealed class DemoSimulation(ulong seed)
{
    private const double SensitiveShare = 0.05;
    private const double LoopShare = 0.04;

    private static readonly string[] Topics = ["an invoice", "a delivery", "a password", "a subscription"];

    private readonly SplitMix64 _random = new(seed);

    /// <summary>Draws turns.</summary>
    /// <param name="prefix">What their ids begin with.</param>
    /// <param name="count">How many.</param>
    internal IReadOnlyList<DemoCase> Draw(string prefix, int count) => [.. Enumerable.Range(1, count).Select(number => DrawOne(prefix, number))];

    private DemoCase DrawOne(string prefix, int number)
    {
        double confidence = Math.Max(_random.NextUniform(), _random.NextUniform());
        bool right = _random.NextUniform() < 0.2 + (0.75 * confidence);
        double hazard = _random.NextUniform();
        bool loops = hazard < LoopShare;
        bool sensitive = hazard > 1.0 - SensitiveShare;
        string topic = Topics[_random.NextBelow(Topics.Length)];
        string request = sensitive ? $"A question about {topic}; my lawyer will write to you next." : $"A question about {topic}.";
        return new DemoCase($"{prefix}-{number.ToString("D5", CultureInfo.InvariantCulture)}", request, confidence, right && !loops, loops);
    }
}
