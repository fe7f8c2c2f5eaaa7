using Escalation.Calibration;
using Escalation.Core.Tests.Decisions;
using Escalation.Decisions;

namespace Escalation.Core.Tests.Calibration;

/// <summary>A policy built from a certificate shows its id in each decision, whoever made it.</summary>
public sealed class CertificateDecisionTests
{
    [Fact]
    public void Each_decision_shows_the_id_of_its_certificate()
    {
        Certificate certificate = Certificate.Parse(Certificates.Budget().ToJson());
        bool fires = false;
        EscalationPolicy policy = EscalationPolicy.Build(p => p
            .Add(new StubTrigger("other", _ => fires ? Signal.Fire(Reason.Loop) : Signal.Quiet()))
            .Add(StubThresholdTrigger.Delegation(certificate)));
        foreach ((double score, bool other) in new[] { (0.1, false), (0.9, false), (0.1, true), (0.9, true), (double.NaN, false) })
        {
            fires = other;
            var turn = new AgentTurn { DelegationValue = score };
            EscalationDecision decision = policy.Decide(turn);
            Assert.Equal([certificate.CertificateId], decision.Guarantee.CertificateIds);
            Assert.Contains(certificate.CertificateId, policy.Explain(turn).ToString(), StringComparison.Ordinal);
            if (!other && !double.IsNaN(score))
            {
                Assert.Equal(certificate.CertificateId, decision.ThresholdOrigin.CertificateId);
            }
        }
    }
}
