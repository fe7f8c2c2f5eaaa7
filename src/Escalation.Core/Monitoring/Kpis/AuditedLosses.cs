using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Escalation.Statistics;

namespace Escalation.Monitoring.Kpis;

/// <summary>The acted tasks that were drawn for an audit, and what became of them.</summary>
/// <remarks>
/// Tasks with different propensities become one binomial sample by keeping each with probability least/own. The least propensity is known only at the end, so the counts are kept by propensity and by the place at which
/// a hash of the id puts the task: a task is kept when its place, uniform in [0, 1), lies below least/own.
/// </remarks>
internal sealed class AuditedLosses
{
    private readonly List<(double Propensity, double Place, bool? Wrong, long Period, int Conversation)> _drawn = [];

    internal long Acted { get; private set; }

    internal PeriodSeries Unasked { get; } = new();

    /// <summary>Takes in a task that was acted on.</summary>
    internal void Add(KpiTask task)
    {
        Acted++;
        bool? wrong = task.WasRight.Value is { } right ? !right : null;
        if (!double.IsNaN(task.Propensity))
        {
            _drawn.Add((task.Propensity, PlaceOf(task.Id), wrong, task.WasRight.Period, task.Conversation));
        }
        else if (wrong is { } isWrong)
        {
            Unasked.Add(task.WasRight.Period, isWrong, task.Conversation);
        }
    }

    internal KpiProportion Kept(KpiOptions options) => Thinned().Proportion(options, ReasonFor());

    internal MissedEscalations Finish(KpiOptions options, double level)
    {
        double weight = 0.0;
        double wrongWeight = 0.0;
        double represented = 0.0;
        long labelled = 0;
        long wrong = 0;
        foreach ((double propensity, _, bool? isWrong, _, _) in _drawn)
        {
            represented += 1.0 / propensity;
            if (isWrong is { } known)
            {
                labelled++;
                weight += 1.0 / propensity;
                wrong += known ? 1 : 0;
                wrongWeight += known ? 1.0 / propensity : 0.0;
            }
        }

        PeriodSeries kept = Thinned();
        return new MissedEscalations
        {
            Acted = Acted,
            Drawn = _drawn.Count,
            Labelled = labelled,
            Wrong = wrong,
            Represented = represented,
            Estimate = labelled == 0 ? null : wrongWeight / weight,
            HorvitzThompson = labelled == 0 ? null : wrongWeight / Acted,
            Kept = kept.Proportion(options, ReasonFor()),
            WorstCase = new BinomialInterval(Bound(unlabelledAreWrong: false).Proportion(options, "").Interval.Lower, Bound(unlabelledAreWrong: true).Proportion(options, "").Interval.Upper),
            Reason = labelled == 0 ? ReasonFor() : null,
            Trend = kept.Trend(options, level),
            Unasked = Unasked.Proportion(options, "no label came without a draw"),
        };
    }

    /// <summary>Uniform in [0, 1), and independent of whether the task was drawn, which a keyed hash of the same id decided.</summary>
    private static double PlaceOf(string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"kept-for-interval\n{id}"), hash);
        return (BinaryPrimitives.ReadUInt64LittleEndian(hash) >> 11) * (1.0 / (1UL << 53));
    }

    private string ReasonFor() => Acted == 0 ? "no task was acted on" : _drawn.Count == 0 ? "no task was drawn for an audit" : "no task that was drawn has a label";

    private double Least(bool labelledOnly)
    {
        double least = double.PositiveInfinity;
        foreach ((double propensity, _, bool? wrong, _, _) in _drawn)
        {
            least = wrong is not null || !labelledOnly ? Math.Min(least, propensity) : least;
        }

        return least;
    }

    private PeriodSeries Thinned()
    {
        var kept = new PeriodSeries();
        double least = Least(labelledOnly: true);
        foreach ((double propensity, double place, bool? wrong, long period, int conversation) in _drawn)
        {
            if (wrong is { } known && place < least / propensity)
            {
                kept.Add(period, known, conversation);
            }
        }

        return kept;
    }

    private PeriodSeries Bound(bool unlabelledAreWrong)
    {
        double least = Least(labelledOnly: false);
        var counts = new PeriodSeries();
        foreach ((double propensity, double place, bool? wrong, long period, int conversation) in _drawn)
        {
            if (place < least / propensity)
            {
                counts.Add(period, wrong ?? unlabelledAreWrong, conversation);
            }
        }

        return counts;
    }
}
