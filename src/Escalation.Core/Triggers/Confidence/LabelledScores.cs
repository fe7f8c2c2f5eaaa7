using Escalation.Statistics.Sequential;

namespace Escalation.Triggers.Confidence;

/// <summary>Brings scores and the labels that arrive later together, and bounds the AUROC over disjoint pairs of a right and a wrong answer.</summary>
/// <remarks>
/// A pair tells whether the right answer has the higher score, ties counted half: draws from [0, 1] whose mean is the AUROC, independent as long as answers are, since no answer is in two pairs and pairs
/// are formed by the order of arrival alone. A betting confidence sequence over them holds at all times at once, so that looking after each label costs nothing. Bounded memory: the latest
/// <see cref="MaximumScores"/> scores wait for labels, the latest <see cref="MaximumWaiting"/> labelled scores for a partner. Not safe for concurrent use.
/// </remarks>
internal sealed class LabelledScores(double delta)
{
    internal const int MaximumScores = 16_384;
    internal const int MaximumWaiting = 4_096;

    private readonly Dictionary<string, double> _scores = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly Queue<double> _waiting = new();
    private readonly BettingConfidenceSequence _sequence = new(delta);
    private bool _waitingAreRight;
    private double _won;

    internal SignalAuroc Auroc => new(_sequence.Count, _sequence.Count == 0 ? double.NaN : _won / _sequence.Count, _sequence.Lower, _sequence.Upper);

    /// <summary>Remembers the score of a turn until its label arrives; the latest score of a turn counts.</summary>
    internal void Remember(string id, double score)
    {
        if (!_scores.TryAdd(id, score))
        {
            _scores[id] = double.IsNaN(_scores[id]) ? double.NaN : score;
            return;
        }

        _order.Enqueue(id);
        while (_order.Count > MaximumScores)
        {
            _scores.Remove(_order.Dequeue());
        }
    }

    /// <summary>Takes in a label. One for an unknown turn, or a second one for the same turn, is passed over.</summary>
    internal void Label(string id, bool wasRight)
    {
        if (!_scores.TryGetValue(id, out double score) || double.IsNaN(score))
        {
            return;
        }

        // Labelled, but still in its place in the order: a second label must not count.
        _scores[id] = double.NaN;
        if (_waiting.Count > 0 && _waitingAreRight != wasRight)
        {
            double partner = _waiting.Dequeue();
            (double right, double wrong) = wasRight ? (score, partner) : (partner, score);
            double won = right > wrong ? 1.0 : right < wrong ? 0.0 : 0.5;
            _won += won;
            _sequence.Add(won);
            return;
        }

        _waitingAreRight = wasRight;
        _waiting.Enqueue(score);
        if (_waiting.Count > MaximumWaiting)
        {
            _waiting.Dequeue();
        }
    }
}
