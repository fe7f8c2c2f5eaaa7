using System.Globalization;
using Escalation.Monitoring.Kpis;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Monitoring.Kpis;

public class MissedEscalationsTests
{
    [Fact]
    public void With_one_propensity_all_labels_count_and_the_interval_is_that_of_Clopper_and_Pearson()
    {
        var log = new KpiLog();
        for (int i = 0; i < 100; i++)
        {
            log.Act(Id(i));
        }

        for (int i = 0; i < 20; i++)
        {
            log.Drawn(Id(i), 0.2);
            if (i < 15)
            {
                log.Outcome(Id(i), wasRight: i >= 3);
            }
        }

        log.Drawn(Id(50), 0.2, selected: false).Outcome(Id(60), wasRight: false);
        MissedEscalations missed = AuditKpis.Compute(log.Records).MissedEscalations;

        Assert.Equal((100, 20, 15, 3), (missed.Acted, missed.Drawn, missed.Labelled, missed.Wrong));
        Assert.Equal(100.0, missed.Represented, 9);
        Assert.Equal(0.2, missed.Estimate!.Value, 12);
        Assert.Equal(0.15, missed.HorvitzThompson!.Value, 12);
        Assert.Equal(ClopperPearson.Interval(3, 15, 0.05), missed.Kept.Interval);
        Assert.Equal(ClopperPearson.Lower(3, 20, 0.025), missed.WorstCase.Lower);
        Assert.Equal(ClopperPearson.Upper(8, 20, 0.025), missed.WorstCase.Upper);
        Assert.Equal((1, 1), (missed.Unasked.Count, missed.Unasked.Total));
    }

    /// <summary>Risky tasks are audited more often. The plain rate of the audited is then far off; the weighted one is not, and the interval covers the truth as often as it says.</summary>
    [Fact]
    public void With_several_propensities_the_estimate_is_unbiased_and_the_interval_covers()
    {
        const int Logs = 80;
        const double Truth = (0.7 * 0.05) + (0.3 * 0.4);
        var random = new Random(11);
        double sum = 0.0;
        double plain = 0.0;
        int covered = 0;
        for (int one = 0; one < Logs; one++)
        {
            var log = new KpiLog();
            for (int i = 0; i < 150; i++)
            {
                string id = string.Create(CultureInfo.InvariantCulture, $"{one}-{i}");
                bool risky = random.NextDouble() < 0.3;
                log.Decide(id, "act");
                if (random.NextDouble() < (risky ? 0.8 : 0.2))
                {
                    log.Drawn(id, risky ? 0.8 : 0.2).Outcome(id, wasRight: random.NextDouble() >= (risky ? 0.4 : 0.05));
                }
            }

            MissedEscalations missed = AuditKpis.Compute(log.Records, new KpiOptions { Delta = 0.1 }).MissedEscalations;
            sum += missed.HorvitzThompson!.Value;
            plain += (double)missed.Wrong / missed.Labelled;
            covered += missed.Kept.Interval.Lower <= Truth && Truth <= missed.Kept.Interval.Upper ? 1 : 0;
        }

        Assert.InRange(sum / Logs, Truth - 0.02, Truth + 0.02);
        Assert.True(plain / Logs > Truth + 0.08);

        // Were the coverage 0.9 exactly, fewer than this would be seen once in 10,000.
        Assert.True(BinomialTail.Lower(covered, Logs, 0.9) > 1e-4, $"{covered} of {Logs}");
    }

    [Fact]
    public void Draws_without_labels_give_a_reason_and_the_worst_case()
    {
        MissedEscalations missed = AuditKpis.Compute(new KpiLog().Act("a").Drawn("a", 0.5).Records).MissedEscalations;

        Assert.Equal("no task that was drawn has a label", missed.Reason);
        Assert.Null(missed.Estimate);
        Assert.Equal(new BinomialInterval(0.0, 1.0), missed.WorstCase);
    }

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"turn-{number}");
}
