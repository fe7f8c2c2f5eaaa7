using Escalation.Calibration;
using Escalation.Core.Tests.Calibration;
using Escalation.Monitoring;

namespace Escalation.Core.Tests.Monitoring;

public sealed class WatchPlanTests
{
    [Fact]
    public void A_certificate_is_watched_promise_by_promise()
    {
        WatchPlan budget = Assert.Single(WatchPlan.For(Certificates.Budget()));
        Assert.Equal((WatchSubject.DelegationRate, 0.3, Certificates.Budget().CertificateId), (budget.Subject, budget.Alpha, budget.CertificateId));

        Certificate risk = Certificates.Risk().Certificate;
        WatchPlan watch = Assert.Single(WatchPlan.For(risk));
        Assert.Equal((WatchSubject.RiskAmongActed, 0.1, risk.CertificateId, CertificateScope.Rule, CertificateUnit.Item, (string?)null), (watch.Subject, watch.Alpha, watch.CertificateId, watch.Scope, watch.Unit, watch.Group));

        IReadOnlyList<WatchPlan> joint = WatchPlan.For(Certificates.Joint());
        Assert.Equal([(WatchSubject.RiskAmongActed, 0.1), (WatchSubject.DelegationRate, 0.8)], joint.Select(plan => (plan.Subject, plan.Alpha)));
    }

    [Fact]
    public void Bad_plans_are_refused()
    {
        Assert.Throws<ArgumentNullException>(() => WatchPlan.For(null!));
        Assert.Throws<ArgumentNullException>(() => WatchPlan.Drift(null!));
        Assert.Throws<ArgumentException>(() => WatchPlan.Risk(0.1, " "));
        foreach (double bad in new[] { 0.0, 1.0, double.NaN })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => WatchPlan.Risk(bad));
            Assert.Throws<ArgumentOutOfRangeException>(() => WatchPlan.RiskOfAll(bad));
            Assert.Throws<ArgumentOutOfRangeException>(() => WatchPlan.DelegationRate(bad));
        }
    }

    [Fact]
    public void Bad_options_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new MonitorOptions { Level = 0.0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MonitorOptions { Level = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MonitorOptions { LabelWindow = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MonitorOptions { Promise = (AlarmPromise)2 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MonitorOptions { LabelOrder = (LabelOrder)2 });
        Assert.Throws<ArgumentException>(() => new MonitorOptions { Stream = " " });
        Assert.Throws<ArgumentNullException>(() => new MonitorOptions { Observers = null! });
        Assert.Equal(default, MonitorVerdict.Alarm);
    }
}
