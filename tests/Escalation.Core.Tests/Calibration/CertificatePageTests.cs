using System.Text.Json.Nodes;
using Escalation.Calibration;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration;

public sealed class CertificatePageTests
{
    [Fact]
    public void The_page_of_a_budget_says_everything_that_a_reader_needs()
    {
        Certificate certificate = Certificates.Budget();
        string expected = $"""
            Certificate {certificate.CertificateId}
            ============================

            Promise
              a delegation rate of at most 0.3,
              except with probability 0.1 over the draw of the calibration sample.

            Rule
              delegate when score > 0.728
              score: delegation_value

            Evidence
              136 of 500 calibration items delegated
              delegated share 0.272
              p-value 0.09298218205422301 (exact), at most the level 0.1
              upper bound 0.29915183371745735 at that level (a description: the promise is 0.3)
              procedure order-statistic, hypotheses tested: 1

            Recompute
              p-value, R:          pbinom(136, 500, 0.3)
              p-value, SciPy:      scipy.stats.binom.cdf(136, 500, 0.3)
              upper bound, R:      qbeta(0.1, 137, 364, lower.tail = FALSE)
              upper bound, SciPy:  scipy.stats.beta.isf(0.1, 137, 364)
              The p-value here is rounded upwards in its last digits, so it is never below theirs by more than their own rounding.

            Assumptions
              - {string.Join("\n  - ", certificate.Assumptions)}

            Expires
              never; calibrate again when the score, the model or the traffic changes

            Origin
              data: SHA-256 {certificate.DataSha256}
              made by {certificate.Library}

            """.ReplaceLineEndings("\n");
        Assert.Equal(expected, certificate.ToText());
    }

    [Fact]
    public void The_page_of_a_risk_names_sequence_grid_and_the_acted_items_as_trials()
    {
        string page = Certificates.Risk().Certificate.ToText();
        Assert.Contains("pbinom(8, 147, 0.1)", page, StringComparison.Ordinal);
        Assert.Contains("scipy.stats.beta.isf(0.05, 9, 139)", page, StringComparison.Ordinal);
        Assert.Contains("procedure fixed-sequence from start '2x', hypotheses tested: 188", page, StringComparison.Ordinal);
        Assert.Contains("grid of 1000 thresholds from 0 to 0.99, SHA-256 e6b72fec", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_of_a_joint_certificate_recomputes_both_promises()
    {
        string page = Certificates.Joint().ToText();
        Assert.Contains("p-value, R:          pbinom(8, 147, 0.1)", page, StringComparison.Ordinal);
        Assert.Contains("delegation rate, p-value, R:          pbinom(353, 500, 0.8)", page, StringComparison.Ordinal);
        Assert.Contains("delegation rate: 353 of 500 delegated", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Group_policy_expiry_and_seed_stand_on_the_page()
    {
        Certificate certificate = Certificates.Mutate(Certificates.Budget(), document =>
        {
            document["group"] = "payments";
            document["scope"] = "policy";
            document["policy"] = new JsonObject { ["fingerprint"] = new string('a', 64), ["forced"] = 12 };
            document["seed"] = 42;
            document["expires"] = "2026-07-01T00:00:00Z";
        });
        string page = certificate.ToText();
        Assert.Contains("In group 'payments': a delegation rate", page, StringComparison.Ordinal);
        Assert.Contains($"the policy with fingerprint {new string('a', 64)},", page, StringComparison.Ordinal);
        Assert.Contains("escalated 12 calibration items", page, StringComparison.Ordinal);
        Assert.Contains("seed 42", page, StringComparison.Ordinal);
        Assert.Contains("Expires\n  2026-07-01T00:00:00Z\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_formula_on_the_page_gives_the_p_value()
    {
        (double[] scores, double[] losses) = BoundedLosses.Draw(400, 9);
        Certificate certificate = ((Certified)SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.15) { Method = CertificateMethod.HoeffdingBentkus })).Certificate;
        double sum = certificate.LossSum!.Value;
        long n = certificate.ActedCount;
        double rate = sum / n;
        double chernoff = Math.Exp(-n * ((rate * Math.Log(rate / 0.15)) + ((1 - rate) * (Elementary.LogOnePlus(-rate) - Elementary.LogOnePlus(-0.15)))));
        double bentkus = Math.E * BinomialTail.Lower((long)Math.Ceiling(sum), n, 0.15);
        Assert.Equal(Math.Min(chernoff, bentkus), certificate.PValue, certificate.PValue * 1e-10);
        string text = FormattableString.Invariant($"{sum:R}/{n}");
        Assert.Contains($"({text}*log({text}/0.15) + (1 - {text})*(log1p(-{text}) - log1p(-0.15)))", certificate.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Bounded_losses_are_recomputed_by_the_formula_or_by_the_data()
    {
        Certificate risk = Certificates.Risk().Certificate;
        string bentkus = Certificates.Mutate(risk, document => (document["method"], document["lossSum"]) = ("hb", 7.5)).ToText();
        Assert.Contains("R:      min(exp(-147*(7.5/147*log(7.5/147/0.1) + (1 - 7.5/147)*(log1p(-7.5/147) - log1p(-0.1)))), exp(1)*pbinom(ceiling(7.5), 147, 0.1))", bentkus, StringComparison.Ordinal);
        string free = Certificates.Mutate(risk, document => (document["method"], document["lossSum"], document["empiricalRisk"]) = ("hb", 0, 0)).ToText();
        Assert.Contains("min(exp(147*log1p(-0.1)), exp(1)*pbinom(ceiling(0), 147, 0.1))", free, StringComparison.Ordinal);
        string betting = Certificates.Mutate(risk, document => (document["method"], document["seed"]) = ("wsr", 42)).ToText();
        Assert.Contains("escalation verify", betting, StringComparison.Ordinal);
        Assert.Contains("in the order of seed 42", betting, StringComparison.Ordinal);
    }
}
