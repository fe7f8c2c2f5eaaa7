using System.Numerics;
using System.Runtime.InteropServices;
using Escalation.Learning.Wide;

namespace Escalation.Benchmarks.Ratios.Probes;

/// <summary>L2 logistic regression on 10,000 rows of 1,024 standardised features (fewer where a peer would take minutes), penalty 1, beside one peer, at a gap no larger than the peer's.</summary>
internal sealed class TrainLogisticRatio : IRatio
{
    private const int Rows = 10_000;
    private const int Columns = 1_024;
    private const double Penalty = 1.0;
    private const double PeerTolerance = 1e-4;

    private static readonly (int, int, bool)[] Full = [(Rows, Columns, false), (Rows, Columns, true)];

    private readonly (int Rows, int Columns, bool Correlated)[] _cases;
    private readonly Func<TrainingData, RatioBody, RatioCase> _against;
    private readonly Func<string?>? _unavailable;

    private TrainLogisticRatio(string name, (int Rows, int Columns, bool Correlated)[] cases, string peer, Func<TrainingData, RatioBody, RatioCase> against, Func<string?>? unavailable = null)
    {
        _cases = cases;
        Name = name;
        Measures = $"training beside {peer}";
        _against = against;
        _unavailable = unavailable;
    }

    /// <summary>Beside scikit-learn, a plain MathNet solution and one reading of the matrix.</summary>
    internal static IReadOnlyList<IRatio> All { get; } =
    [
        new TrainLogisticRatio("train-logistic", Full, "scikit-learn's default (L-BFGS, 1e-4), single-threaded in a child process, both to its gap", AgainstScikitLearn, static () => ScikitLearn.FindInterpreter() is null ? "scikit-learn is not installed (Debian: python3-sklearn)" : null),
        // One fit of MathNet on the full size takes seconds with independent columns, and a minute with correlated ones.
        new TrainLogisticRatio("train-logistic-mathnet", [(Rows, Columns, false), (2_000, 256, false), (2_000, 256, true)], "MathNet's L-BFGS", AgainstMathNet),
        new TrainLogisticRatio("train-logistic-passes", Full, "one reading of the matrix", AgainstReading),
    ];

    public string Name { get; }

    public string Measures { get; }

    public string? Unavailable => _unavailable?.Invoke();

    public TimeSpan TimePerCase => TimeSpan.FromSeconds(5);

    public IEnumerable<RatioCase> Cases()
    {
        foreach ((int rows, int columns, bool correlated) in _cases)
        {
            TrainingData data = TrainingData.Create(rows, columns, correlated, seed: 1);
            yield return _against(data, RatioBody.Long("WideLogisticRegression", () => Fit(data).Objective)) with { Label = FormattableString.Invariant($"{rows:N0} x {columns:N0}, {(correlated ? "correlated" : "independent")} columns") };
        }
    }

    private static WideFit Fit(TrainingData data) => WideLogisticRegression.Fit(data.Matrix, data.Labels, [], new WideFitOptions { Penalty = Penalty });

    /// <summary>Both end at the same gap: our default goes on to one many orders smaller, which is another task.</summary>
    private static RatioCase AgainstScikitLearn(TrainingData data, RatioBody toTheEnd)
    {
        ScikitLearn peer = ScikitLearn.Start(ScikitLearn.FindInterpreter()!, data, Penalty);
        double share = Math.Clamp(peer.Fit(PeerTolerance).Gap / (Rows * Math.Log(2.0)), 1e-12, 0.1);
        WideFit Fit(TrainingData data) => WideLogisticRegression.Fit(data.Matrix, data.Labels, [], new WideFitOptions { Penalty = Penalty, GapTolerance = share });
        RatioBody ours = RatioBody.Long(toTheEnd.Name, () => Fit(data).Objective);
        var body = new RatioBody("scikit-learn " + peer.Version, _ => 0.0) { SelfTimed = () => peer.Fit(PeerTolerance).Seconds * 1E9 };
        return new RatioCase("", ours, body)
        {
            Verify = () =>
            {
                ScikitLearnFit theirs = peer.Fit(PeerTolerance);
                RequireNoWorse(Fit(data), theirs.Objective, theirs.Gap);
            },
        };
    }

    private static RatioCase AgainstMathNet(TrainingData data, RatioBody ours)
    {
        var peer = new MathNetLogistic(data, Penalty);
        return new RatioCase("", ours, RatioBody.Long("MathNet LimitedMemoryBfgsMinimizer", () => peer.Fit().Sum()))
        {
            Verify = () =>
            {
                (double objective, double gap) = peer.Judge(peer.Fit());
                RequireNoWorse(Fit(data), objective, gap);
            },
        };
    }

    private static RatioCase AgainstReading(TrainingData data, RatioBody ours) => new("", ours, RatioBody.Long("reading it once, four streams", () => Read(data.Features)));

    private static void RequireNoWorse(WideFit ours, double objective, double gap)
    {
        if (!(ours.Converged && ours.OptimalityGap <= gap && ours.Objective <= objective + ours.OptimalityGap && ours.Objective >= objective - gap - 1e-6))
        {
            throw new InvalidOperationException(FormattableString.Invariant($"ours {ours.Objective:R} with gap {ours.OptimalityGap:E2}, theirs {objective:R} with gap {gap:E2}"));
        }
    }

    /// <summary>Reads four distant parts side by side, which draws more from memory than one stream.</summary>
    private static double Read(float[] values)
    {
        ReadOnlySpan<Vector<uint>> all = MemoryMarshal.Cast<float, Vector<uint>>(values);
        int part = all.Length / 4;
        ReadOnlySpan<Vector<uint>> first = all[..part];
        ReadOnlySpan<Vector<uint>> second = all.Slice(part, part);
        ReadOnlySpan<Vector<uint>> third = all.Slice(2 * part, part);
        ReadOnlySpan<Vector<uint>> fourth = all.Slice(3 * part, part);
        Vector<uint> a = default, b = default, c = default, d = default;
        for (int i = 0; i < first.Length; i++)
        {
            a ^= first[i];
            b ^= second[i];
            c ^= third[i];
            d ^= fourth[i];
        }

        return Vector.Sum(a ^ b ^ c ^ d);
    }
}
