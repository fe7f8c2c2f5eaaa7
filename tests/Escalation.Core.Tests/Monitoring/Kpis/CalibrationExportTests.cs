using Escalation.Monitoring.Kpis;

namespace Escalation.Core.Tests.Monitoring.Kpis;

public class CalibrationExportTests
{
    [Fact]
    public void Labelled_decisions_become_rows_with_score_loss_and_weight()
    {
        KpiLog log = new KpiLog().Act("a", 0.875).Wait(1).Escalate("e,\"1\"", score: 0.1, decisionClass: "refund").Act("unlabelled").Act("drawn", 0.75)
            .Drawn("drawn", 0.25).Outcome("drawn", false).Outcome("a", true).Outcome("e,\"1\"", false)
            .Decide("scoreless", "escalate-to-person", triggers: [("other", "fires")], score: 0.3).Outcome("scoreless", true);

        LabelledDecisions labelled = CalibrationExport.Read(log.Records, "confidence");

        Assert.Equal(1, labelled.WithoutScore);
        Assert.Equal(
            """"
            id,time,policy,class,outcome,score,loss,propensity,weight,label
            a,2026-03-02T00:00:00.0000000Z,p,,act,0.875,0,,,unasked
            "e,""1""",2026-03-02T00:00:01.0000000Z,p,refund,escalate,0.1,1,,,unasked
            drawn,2026-03-02T00:00:01.0000000Z,p,,act,0.75,1,0.25,4,drawn

            """",
            CalibrationExport.ToCsv(labelled.Rows));
        Assert.Equal(["drawn"], CalibrationExport.Read(log.Records, "confidence", auditedOnly: true).Rows.Select(row => row.Id));
    }

    [Fact]
    public void Scores_of_several_triggers_are_never_mixed()
    {
        KpiLog log = new KpiLog().Act("a").Decide("b", "act", triggers: [("confidence", "quiet"), ("probe", "quiet")]).Outcome("a", true).Outcome("b", true);

        Assert.Contains("choose one of: confidence, probe", Assert.Throws<ArgumentException>(() => CalibrationExport.Read(log.Records)).Message, StringComparison.Ordinal);
        Assert.Contains("there are: confidence, probe", Assert.Throws<ArgumentException>(() => CalibrationExport.Read(log.Records, "typo")).Message, StringComparison.Ordinal);
        Assert.Single(CalibrationExport.Read(log.Records, "probe").Rows);
        Assert.Empty(CalibrationExport.Read(new KpiLog().Act("a").Records).Rows);
    }
}
