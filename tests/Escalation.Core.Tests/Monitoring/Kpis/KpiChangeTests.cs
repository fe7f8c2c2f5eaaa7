using System.Globalization;
using Escalation.Monitoring.Kpis;

namespace Escalation.Core.Tests.Monitoring.Kpis;

public class KpiChangeTests
{
    [Fact]
    public void A_rate_that_jumps_raises_an_alarm_that_names_the_day()
    {
        KpiReport report = AuditKpis.Compute(Days(seed: 1, days: 20, perDay: 40, day => day < 12 ? 0.1 : 0.4).Records);

        KpiAlarm[] alarms = [.. report.Alarms];
        Assert.Equal(["escalationRate", "trigger:confidence"], alarms.Select(alarm => alarm.Name));
        KpiChange change = alarms[0].Change;
        Assert.InRange((change.Since!.Value - KpiLog.Start).TotalDays, 11, 13);
        Assert.InRange(change.Before!.Value!.Value, 0.05, 0.15);
        Assert.InRange(change.After!.Value!.Value, 0.3, 0.5);
        Assert.Equal(0.05 / 2 / 8, change.Level, 12);
        Assert.Equal(0.0125, alarms[1].Change.Level, 12);
        Assert.True(report.EscalationRate.Trend.PValue < 1e-6);
        Assert.True(report.EscalationRate.Trend.Statistic > 0);
        Assert.Equal(20, report.EscalationRate.Trend.Periods.Count);
    }

    [Fact]
    public void A_rate_that_stays_raises_no_alarm_more_often_than_promised()
    {
        const int Logs = 60;
        int alarms = 0;
        for (int seed = 0; seed < Logs; seed++)
        {
            alarms += AuditKpis.Compute(Days(seed, days: 12, perDay: 15, _ => 0.25).Records, new KpiOptions { AlarmDelta = 0.5 }).Alarms.Count > 0 ? 1 : 0;
        }

        // Half of the logs may have one; the evidence is far more careful than that.
        Assert.InRange(alarms, 0, Logs / 2);
    }

    [Fact]
    public void What_was_seen_of_past_days_does_not_change_when_the_log_grows()
    {
        KpiLog log = Days(seed: 3, days: 10, perDay: 20, day => day < 5 ? 0.2 : 0.7);
        KpiTrend earlier = AuditKpis.Compute(log.Records).EscalationRate.Trend;
        log.Now = KpiLog.Start.AddDays(11);
        log.Escalate("late").Outcome("task-0-0", wasRight: false).Decide("task-0-1", "act");
        KpiTrend later = AuditKpis.Compute(log.Records).EscalationRate.Trend;

        Assert.Equal(earlier.Periods, later.Periods.SkipLast(1));
        Assert.True(later.Change!.LogEvidence >= earlier.Change!.LogEvidence);
    }

    [Fact]
    public void A_desk_that_becomes_slow_raises_an_alarm_before_anybody_has_accepted()
    {
        var log = new KpiLog();
        for (int i = 0; i < 240; i++)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"e{i}");
            log.Escalate(id).Wait(600);
            if (i < 120)
            {
                log.Write("handoff-accepted", id, new { decision = id });
            }

            log.Wait(3600);
        }

        KpiReport report = AuditKpis.Compute(log.Records);

        Assert.Equal(["acceptedInTime"], report.Alarms.Select(alarm => alarm.Name));
        Assert.Equal((120, 239), (report.TimeToAccept.InTime.Proportion.Count, report.TimeToAccept.InTime.Proportion.Total));
        Assert.True(report.TimeToAccept.InTime.Trend.Statistic < 0);
    }

    [Fact]
    public void Weeks_begin_on_Monday_and_too_many_periods_are_no_watch()
    {
        KpiLog log = new KpiLog().Act("a").Wait(3 * 86400).Act("b").Wait(4 * 86400).Act("c");
        KpiReport weeks = AuditKpis.Compute(log.Records, new KpiOptions { Period = TimeSpan.FromDays(7) });
        Assert.Equal([KpiLog.Start, KpiLog.Start.AddDays(7)], weeks.EscalationRate.Trend.Periods.Select(period => period.Start));

        for (int i = 0; i < KpiTrend.MaximumPeriods + 1; i++)
        {
            log.Wait(1).Act(string.Create(CultureInfo.InvariantCulture, $"x{i}"));
        }

        KpiTrend seconds = AuditKpis.Compute(log.Records, new KpiOptions { Period = TimeSpan.FromSeconds(1) }).EscalationRate.Trend;
        Assert.Null(seconds.Change);
        Assert.Contains("choose a longer one", seconds.ChangeReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new KpiOptions { Delta = 0.0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new KpiOptions { AlarmDelta = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new KpiOptions { Period = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new KpiOptions { AcceptWithin = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new KpiOptions { ResolveWithin = TimeSpan.FromDays(367) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new KpiOptions { MaximumOpenTasks = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new KpiOptions { MaximumSegments = -1 });
    }

    private static KpiLog Days(int seed, int days, int perDay, Func<int, double> rate)
    {
        var random = new Random(seed);
        var log = new KpiLog();
        for (int day = 0; day < days; day++)
        {
            for (int i = 0; i < perDay; i++)
            {
                string id = string.Create(CultureInfo.InvariantCulture, $"task-{day}-{i}");
                log.Now = KpiLog.Start.AddDays(day).AddMinutes(i);
                log.Decide(id, random.NextDouble() < rate(day) ? "escalate-to-person" : "act", "low-confidence");
            }
        }

        return log;
    }
}
