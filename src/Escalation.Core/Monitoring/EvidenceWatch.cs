using Escalation.Statistics.Sequential;

namespace Escalation.Monitoring;

/// <summary>One watch at work: its evidence, where that began, and the alarm it has raised. Not safe for concurrent use; an observation allocates nothing but the alarm.</summary>
internal sealed class EvidenceWatch
{
    private readonly AlarmPromise _promise;
    private readonly string _stream;
    private readonly double _level;
    private readonly double _logThreshold;
    private readonly MeanBets? _bets;
    private readonly long[] _seen;
    private readonly string[] _firstIds;
    private ConformalRanks? _ranks;
    private readonly ulong _randomSeed;

    /// <param name="plan">What is watched.</param>
    /// <param name="promise">What is promised about false alarms.</param>
    /// <param name="level">This watch's share of the level.</param>
    /// <param name="stream">The stream's name.</param>
    /// <param name="alternatives">The means to bet on; empty for the usual ones.</param>
    internal EvidenceWatch(WatchPlan plan, AlarmPromise promise, double level, string stream, ReadOnlySpan<double> alternatives = default)
    {
        Plan = plan;
        _promise = promise;
        _level = level;
        _stream = stream;
        _logThreshold = FactorRounding.Needed(level);
        _seen = [];
        StartPlan start = promise == AlarmPromise.AverageRunLength ? StartPlan.Every : StartPlan.Spread;
        if (plan.Scores is { } scores)
        {
            Capitals = new StartedCapitals(start, UniformBets.Count);
            _seen = new long[scores.Bins];
            _ranks = new ConformalRanks(scores.Gaps);
            _randomSeed = scores.SeedOf(stream);
        }
        else
        {
            _bets = new MeanBets(MeanHypothesis.AtMost, plan.Alpha, alternatives);
            Capitals = new StartedCapitals(start, _bets.Count);
            Risk = plan.Subject == WatchSubject.DelegationRate ? null : new WeightedMean();
        }

        _firstIds = new string[Capitals.Alternatives];
        _firstIds.AsSpan().Fill("");
    }

    internal WatchPlan Plan { get; }

    internal double LogThreshold => _logThreshold;

    internal StartedCapitals Capitals { get; }

    internal MeanBets? Bets => _bets;

    /// <summary>The risk so far, for a watch that needs labels.</summary>
    internal WeightedMean? Risk { get; private set; }

    internal Alarm? Alarm { get; private set; }

    /// <summary>How many scores of the stream each bin holds.</summary>
    internal ReadOnlySpan<long> Seen => _seen;

    /// <summary>The id of the decision with which each alternative's evidence begins; empty before the first step.</summary>
    internal ReadOnlySpan<string> FirstIds => _firstIds;

    /// <summary>Takes one loss in.</summary>
    /// <returns>Whether this raised the alarm.</returns>
    internal bool Observe(in WeightedLoss loss, string id)
    {
        Span<double> factors = stackalloc double[Capitals.Alternatives];
        double rounding = _bets!.LogFactors(loss, factors);
        Risk?.Observe(loss);
        return Step(factors, rounding, loss.Value, id);
    }

    /// <summary>Takes one finite score in.</summary>
    /// <returns>Whether this raised the alarm.</returns>
    internal bool ObserveScore(double score, string id)
    {
        ulong place = 2 * (ulong)Capitals.Count;
        int bin = Plan.Scores!.BinOf(score, CountedUniform.At(_randomSeed, place));
        double p = _ranks!.Observe(bin, CountedUniform.At(_randomSeed, place + 1));
        _seen[bin]++;
        Span<double> factors = stackalloc double[Capitals.Alternatives];
        double rounding = UniformBets.LogFactors(p, factors);
        return Step(factors, rounding, p, id);
    }

    /// <exception cref="ArgumentException">Thrown when the parts contradict each other.</exception>
    internal void Restore(EvidenceState evidence, string[] firstIds, long[] seen, WeightedMeanState? risk, Alarm? alarm)
    {
        Capitals.Restore(evidence);
        if (firstIds.Length != (evidence.Count == 0 ? 0 : _firstIds.Length) || seen.Length != _seen.Length || risk.HasValue != Risk is not null
            || (alarm is not null) != (Capitals.MaxLogValue >= _logThreshold))
        {
            throw new ArgumentException($"The saved parts of watch '{Plan.Name}' contradict each other.", nameof(firstIds));
        }

        firstIds.CopyTo(_firstIds, 0);
        if (Plan.Scores is { } scores)
        {
            RestoreRanks(scores, evidence.Count, seen);
        }

        Risk = risk is { } state ? WeightedMean.Restore(state) : null;
        if (Risk is not null && Risk.Count != evidence.Count)
        {
            throw new ArgumentException($"The saved risk of watch '{Plan.Name}' covers other steps than its evidence.", nameof(risk));
        }

        Alarm = alarm;
    }

    private void RestoreRanks(ScoreReference scores, long count, long[] seen)
    {
        long[] gaps = scores.Gaps.ToArray();
        long sum = 0;
        for (int i = 0; i < seen.Length; i++)
        {
            if (seen[i] < 0)
            {
                throw new ArgumentException($"Bin {i} of watch '{Plan.Name}' holds {seen[i]} scores.", nameof(seen));
            }

            gaps[i] += seen[i];
            sum += seen[i];
        }

        if (sum != count)
        {
            throw new ArgumentException($"The bins of watch '{Plan.Name}' hold {sum} scores instead of {count}.", nameof(seen));
        }

        seen.CopyTo(_seen, 0);
        _ranks = new ConformalRanks(gaps);
    }

    private bool Step(ReadOnlySpan<double> factors, double rounding, double value, string id)
    {
        Capitals.Step(factors, rounding, value);
        for (int i = 0; i < _firstIds.Length; i++)
        {
            if (Capitals.BeginsNow(i))
            {
                _firstIds[i] = id;
            }
        }

        if (Alarm is not null || !(Capitals.LogValue >= _logThreshold))
        {
            return false;
        }

        EvidenceOnset onset = Capitals.Onset;
        Alarm = new Alarm
        {
            Watch = Plan.Name,
            Subject = Plan.Subject,
            Stream = _stream,
            CertificateId = Plan.CertificateId,
            Alpha = Plan.Alpha,
            Promise = _promise,
            Level = _level,
            LogEvidence = Capitals.LogValue,
            FirstStep = onset.FirstStep,
            FirstDecisionId = _firstIds[Capitals.Leading],
            Step = Capitals.Count,
            DecisionId = id,
            EstimatedRate = onset.Mean,
        };
        return true;
    }
}
