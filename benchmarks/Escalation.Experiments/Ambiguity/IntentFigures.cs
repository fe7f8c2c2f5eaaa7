using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Triggers.Ambiguity.Scores;
using Escalation.Uncertainty.Distances;

namespace Escalation.Experiments.Ambiguity;

/// <summary>Requests that are none of the known intents: how many are caught when the share of good requests that escalate is certified.</summary>
/// <remarks>
/// The classifier is trained on <c>train</c> and nothing else; thresholds are certified on the in-scope requests of <c>val</c>, which trained and tuned nothing, and judged on <c>test</c> and
/// <c>oos_test</c>. No out-of-scope request is seen before.
/// </remarks>
internal sealed class IntentFigures
{
    private const int Columns = 1 << 15;

    // The least log loss on every fifth request of the training part, among 5, 10, 20 epochs and rates 1, 2, 4, 8, trained on the others.
    private const int Epochs = 20;
    private const double Rate = 4.0;
    private const int VectorLength = 256;
    private const int Neighbours = 5;
    private const int Thinning = 3;
    private const double Delta = 0.05;

    // The certificate bounds the rate, not the share among 4,500 requests, which scatters around it: four standard deviations at a rate of one tenth.
    private const double Scatter = 0.018;
    private static readonly double[] Budgets = [0.05, 0.10];
    private static readonly double[] LeastCaught = [0.50, 0.72];

    private readonly IntentData _data;
    private readonly SoftmaxClassifier _model;
    private readonly TextProjection _projection;
    private readonly AgentTurn[] _calibration;
    private readonly AgentTurn[] _known;
    private readonly AgentTurn[] _unknown;

    private IntentFigures(IntentData data, ulong seed)
    {
        _data = data;
        Utterance[] train = data.Part("train");
        SparseText[] texts = [.. train.Select(utterance => SparseText.Of(utterance.Text, Columns))];
        int[] labels = [.. train.Select(data.ClassOf)];
        _model = SoftmaxClassifier.Train(texts, labels, Columns, data.Intents, Epochs, Rate, seed);
        _projection = new TextProjection(texts, Columns, VectorLength, seed);
        _calibration = Turns("val");
        _known = Turns("test");
        _unknown = Turns("oos_test");
        float[][] vectors = [.. texts.Select(_projection.Of)];
        Centroids = ClassCentroids.Fit([.. vectors.SelectMany(vector => vector)], VectorLength, labels);
        Nearest = new NearestNeighbours([.. vectors.Where((_, i) => i % Thinning == 0).SelectMany(vector => vector)], VectorLength, Neighbours);
    }

    private ClassCentroids Centroids { get; }

    private NearestNeighbours Nearest { get; }

    /// <summary>Measures.</summary>
    internal static IEnumerable<AmbiguityRow> Measure(IntentData data, ulong seed)
    {
        var figures = new IntentFigures(data, seed);
        yield return figures.Accuracy();
        foreach ((DirectedScore score, string? area, bool promised) in figures.Scores())
        {
            foreach (AmbiguityRow row in figures.Judge(score, area, promised, seed))
            {
                yield return row;
            }
        }

        foreach ((double rate, string reference) in new[] { (0.052, ".668"), (0.086, ".810") })
        {
            yield return figures.CaughtAt(rate, reference);
        }
    }

    private IEnumerable<(DirectedScore Score, string? Area, bool Promised)> Scores() =>
    [
        (OutOfScopeScores.OfClassifier(OutOfScopeMeasure.MaximumProbability), ".941", true),
        (OutOfScopeScores.OfClassifier(OutOfScopeMeasure.Margin), ".927", false),
        (OutOfScopeScores.OfClassifier(OutOfScopeMeasure.NormalizedEntropy), ".944", true),
        (OutOfScopeScores.OfClassifier(OutOfScopeMeasure.MaximumLogit), null, true),
        (OutOfScopeScores.OfClassifier(OutOfScopeMeasure.Energy), null, true),
        (OutOfScopeScores.Mahalanobis(Centroids), null, false),
        (OutOfScopeScores.Cosine(Centroids), null, false),
        (OutOfScopeScores.Neighbours(Nearest), null, false),
    ];

    /// <summary>For comparison with a reference that chose its threshold on the test part, and so certifies nothing: what is caught where this share of that part escalates.</summary>
    private AmbiguityRow CaughtAt(double rate, string reference)
    {
        DirectedScore score = OutOfScopeScores.OfClassifier(OutOfScopeMeasure.MaximumProbability);
        double[] known = [.. Values(score, _known).Order()];
        double threshold = known[(int)(rate * known.Length)];
        int caught = Values(score, _unknown).Count(value => value < threshold);
        return AmbiguityRow.Share("clinc150", FormattableString.Invariant($"{score.Name}: caught where {rate:0.000} in scope escalate, uncertified"), caught, _unknown.Length, reference);
    }

    private AmbiguityRow Accuracy()
    {
        Utterance[] test = _data.Part("test");
        int right = test.Where((utterance, i) => Best(_known[i].IntentScores.Span) == _data.ClassOf(utterance)).Count();
        return AmbiguityRow.Share("clinc150", "accuracy of the classifier, in scope", right, test.Length, ".907", least: 0.88);
    }

    private IEnumerable<AmbiguityRow> Judge(DirectedScore score, string? areaReference, bool promised, ulong seed)
    {
        double[] calibration = Values(score, _calibration), known = Values(score, _known), unknown = Values(score, _unknown);
        double sign = score.Direction == ScoreDirection.HigherDelegates ? 1.0 : -1.0;
        double[] all = [.. known.Concat(unknown).Select(value => sign * value)];
        yield return Area.Of("clinc150", $"{score.Name}: AUROC of out of scope", all, [.. all.Select((_, i) => i >= known.Length)], [.. Enumerable.Range(0, all.Length)], seed, areaReference, promised ? 0.92 : null);
        for (int i = 0; i < Budgets.Length; i++)
        {
            double budget = Budgets[i];
            CalibrationResult result = DelegationBudget.Calibrate(calibration, new DelegationBudgetOptions(budget, Delta) { Direction = score.Direction, ScoreId = score.Name });
            if (result is not Certified { Certificate: var certificate })
            {
                throw new ExperimentException($"{score.Name}: {result.Message}");
            }

            var threshold = certificate.ToThreshold();
            string at = FormattableString.Invariant($"{score.Name}: budget {budget:0.00}");
            yield return AmbiguityRow.Share("clinc150", $"{at}: in scope escalated", known.Count(threshold.Escalates), known.Length, most: budget + Scatter);
            yield return AmbiguityRow.Share("clinc150", $"{at}: out of scope caught", unknown.Count(threshold.Escalates), unknown.Length, least: promised ? LeastCaught[i] : null);
        }
    }

    private static double[] Values(DirectedScore score, AgentTurn[] turns) => [.. turns.Select(turn => score.Predict(turn).Value)];

    private AgentTurn[] Turns(string part) => [.. _data.Part(part).Select(utterance =>
    {
        SparseText text = SparseText.Of(utterance.Text, Columns);
        return new AgentTurn { Request = utterance.Text, IntentScores = _model.Logits(text), Embedding = _projection.Of(text) };
    })];

    private static int Best(ReadOnlySpan<double> scores) => Uncertainty.ClassScores.OfLogits(scores).Best;
}
