using Escalation.Statistics;

namespace Quickstart;

/// <summary>A help desk in numbers: a weak model that answers with four candidate replies, and a desk that could take over.</summary>
/// <remarks>
/// <para>
/// Every turn is drawn independently, which makes turns exchangeable: the one assumption of the certificate. A turn has a domain and a knack k, standard
/// normal. The weak model is right with log-odds <c>ease + 1.5 k</c>, the desk with log-odds <c>desk ease + 0.5 k</c>. What shows in the model's
/// probabilities is <c>k + bluff + 0.5 noise</c>, so the same probability means different things in different domains.
/// </para>
/// <para>
/// Four turns in a hundred come from an agent that loops: it is wrong, and looks as confident as ever. Five in a hundred are sensitive requests, as easy as
/// the others. Three in a hundred poll an order whose state changes: repetition that is no loop. All numbers come from one <see cref="SplitMix64"/>.
/// </para>
/// </remarks>
internal sealed class SimulatedCascade
{
    /// <summary>How many turns the quickstart draws.</summary>
    public const int DefaultCount = 3000;

    private const double LoopShare = 0.04;
    private const double SensitiveShare = 0.05;
    private const double PollingShare = 0.03;
    private const int Prompts = 10;

    private readonly SplitMix64 _random;

    private SimulatedCascade(ulong seed) => _random = new SplitMix64(seed);

    /// <summary>Draws a data set.</summary>
    /// <param name="count">How many turns.</param>
    /// <param name="seed">The seed; equal seeds give equal data.</param>
    public static CascadeData Generate(int count, ulong seed)
    {
        var simulation = new SimulatedCascade(seed);
        CascadeItem[] items = [.. Enumerable.Range(1, count).Select(simulation.Draw)];
        return new CascadeData($"{count} turns of a simulated help desk", items);
    }

    private CascadeItem Draw(int number)
    {
        SimulatedDomain domain = DrawDomain();
        double knack = Normal();
        double shown = knack + domain.Bluff + (0.5 * Normal());
        double kind = _random.NextUniform();
        Hazard? hazard = kind < LoopShare ? Hazard.Loop
            : kind < LoopShare + SensitiveShare ? Hazard.SensitiveRequest
            : null;
        bool polls = hazard is null && kind > 1.0 - PollingShare;
        bool weakIsRight = Happens(domain.Ease + (1.5 * knack));
        bool strongIsRight = Happens(domain.DeskEase + (0.5 * knack));
        AnswerFeatures features = DrawFeatures(shown);
        return new CascadeItem
        {
            Id = FormattableString.Invariant($"sim-{number:D5}"),
            Domain = domain.Name,
            Request = SimulatedText.Request(domain.Name, number, hazard),
            Features = features,
            WeakIsRight = weakIsRight && hazard != Hazard.Loop,
            StrongIsRight = strongIsRight,
            Steps = SimulatedText.Steps(number, hazard, polls),
            Hazard = hazard,
        };
    }

    private SimulatedDomain DrawDomain()
    {
        double left = _random.NextUniform() * SimulatedDomain.All.Sum(domain => domain.Share);
        foreach (SimulatedDomain domain in SimulatedDomain.All)
        {
            left -= domain.Share;
            if (left < 0.0)
            {
                return domain;
            }
        }

        return SimulatedDomain.All[^1];
    }

    private AnswerFeatures DrawFeatures(double shown)
    {
        Span<double> probabilities = stackalloc double[4];
        probabilities[0] = Math.Exp(1.2 + (1.1 * shown));
        for (int i = 1; i < probabilities.Length; i++)
        {
            probabilities[i] = Math.Exp(0.6 * Normal());
        }

        double sum = probabilities[0] + probabilities[1] + probabilities[2] + probabilities[3];
        double top = Math.Max(Math.Max(probabilities[0], probabilities[1]), Math.Max(probabilities[2], probabilities[3])) / sum;
        int votes = 0;
        for (int i = 0; i < Prompts; i++)
        {
            votes += _random.NextUniform() < top ? 1 : 0;
        }

        double spread = Math.Sqrt(top * (1.0 - top) / Prompts) * (0.5 + _random.NextUniform());
        return AnswerFeatures.From(probabilities, spread, (double)votes / Prompts);
    }

    private bool Happens(double logOdds) => _random.NextUniform() < 1.0 / (1.0 + Math.Exp(-logOdds));

    /// <summary>A sum of twelve uniforms less six: mean 0, variance 1, close to normal.</summary>
    private double Normal()
    {
        double sum = -6.0;
        for (int i = 0; i < 12; i++)
        {
            sum += _random.NextUniform();
        }

        return sum;
    }
}
