using System.Globalization;
using System.Text;

namespace Escalation.Calibration;

/// <summary>Lays a certificate out for people.</summary>
internal static class CertificatePage
{
    internal static string Write(Certificate certificate)
    {
        var page = new StringBuilder();
        string title = $"Certificate {certificate.CertificateId}";
        Line(page, title);
        Line(page, new string('=', title.Length));
        Section(page, "Promise", [.. Promise(certificate)]);
        Section(page, "Rule", [certificate.Rule, $"score: {certificate.ScoreId}"]);
        Section(page, "Evidence", [.. Evidence(certificate)]);
        Section(page, "Recompute", [.. CertificateRecipe.Lines(certificate)]);
        Section(page, "Assumptions", [.. certificate.Assumptions.Select(static assumption => $"- {assumption}")]);
        Section(page, "Expires", [certificate.Expires is { } expires ? UtcText.Format(expires) : "never; calibrate again when the score, the model or the traffic changes"]);
        Section(page, "Origin", [$"data: SHA-256 {certificate.DataSha256}", $"made by {certificate.Library}"]);
        return page.ToString();
    }

    private static IEnumerable<string> Promise(Certificate certificate)
    {
        string where = certificate.Group is null ? "" : $"In group '{certificate.Group}': ";
        yield return $"{where}{CertificateText.Promise(certificate)},";
        yield return $"except with probability {Number(certificate.Delta)} over the draw of the calibration sample.";
        if (certificate.Policy is { } policy)
        {
            yield return $"It covers the final decision of the policy with fingerprint {policy.Fingerprint},";
            yield return $"whose other triggers escalated {Count(policy.Forced)} calibration items whatever the threshold.";
        }
    }

    private static IEnumerable<string> Evidence(Certificate certificate)
    {
        yield return CertificateText.Evidence(certificate);
        yield return $"delegated share {Number(certificate.EmpiricalRate)}{(certificate.EmpiricalRisk is { } risk ? $", mean loss {Number(risk)}" : "")}";
        yield return $"p-value {Number(certificate.PValue)} ({CertificateVocabulary.Word(certificate.Method)}), at most the level {Number(certificate.Level)}";
        yield return $"upper bound {Number(certificate.UpperBound)} at that level (a description: the promise is {Number(certificate.Alpha)})";
        if (certificate.Budget is { } budget)
        {
            yield return $"delegation rate: {Count(budget.K)} of {Count(certificate.N)} delegated, p-value {Number(budget.PValue)}, at most the level {Number(budget.Level)}, upper bound {Number(budget.UpperBound)}";
        }

        yield return $"procedure {Procedure(certificate)}";
        if (certificate.Grid is { } grid)
        {
            yield return $"grid of {Count(grid.Count)} thresholds from {Number(grid.First)} to {Number(grid.Last)}, SHA-256 {grid.Sha256}";
        }

        if (certificate.Choice is { } choice)
        {
            string cost = choice.CostRatio is { } ratio ? $"cost {Number(choice.ExpectedCost)} an item, an escalation counted as 1 and a wrong answer as {Number(ratio)}" : $"error rate {Number(choice.ExpectedCost)}";
            yield return $"chosen among the certified on {Count(choice.Items)} items apart (share {Number(choice.Share)}): {cost}";
        }

        if (certificate.Seed is { } seed)
        {
            yield return $"seed {Count(seed)}";
        }
    }

    private static string Procedure(Certificate certificate)
    {
        string start = certificate.Start is { } first ? $" from start '{CertificateVocabulary.Word(first)}'" : "";
        string starts = certificate.Starts is { } several ? $", {Count(several)} starts" : "";
        return $"{CertificateVocabulary.Word(certificate.Procedure)}{start}{starts}, hypotheses tested: {Count(certificate.HypothesesTested)}";
    }

    private static void Section(StringBuilder page, string heading, ReadOnlySpan<string> lines)
    {
        Line(page, "");
        Line(page, heading);
        foreach (string line in lines)
        {
            Line(page, $"  {line}");
        }
    }

    private static void Line(StringBuilder page, string line) => page.Append(line).Append('\n');

    private static string Number(double value) => CanonicalNumber.Format(value);

    private static string Count(long value) => value.ToString(CultureInfo.InvariantCulture);
}
