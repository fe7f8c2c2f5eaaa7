using System.Globalization;

namespace Escalation.Calibration;

/// <summary>The calls that recompute a certificate in R and SciPy, ready to be pasted.</summary>
internal static class CertificateRecipe
{
    internal static IEnumerable<string> Lines(Certificate certificate)
    {
        IEnumerable<string> test = certificate.Method switch
        {
            CertificateMethod.Exact => Exact("", certificate.K, certificate.Trials, certificate.Alpha, certificate.Level),
            CertificateMethod.HoeffdingBentkus => HoeffdingBentkus(certificate.TestedSum, certificate.Trials, certificate.Alpha),
            _ => Betting(certificate),
        };
        foreach (string line in test)
        {
            yield return line;
        }

        if (certificate.Budget is { } budget)
        {
            foreach (string line in Exact("delegation rate, ", budget.K, certificate.N, budget.Alpha, budget.Level))
            {
                yield return line;
            }
        }

        yield return "The p-value here is rounded upwards in its last digits, so it is never below theirs by more than their own rounding.";
    }

    private static IEnumerable<string> Exact(string what, long k, long n, double alpha, double level)
    {
        string count = Text(k);
        string trials = Text(n);
        string a = CanonicalNumber.Format(alpha);
        string d = CanonicalNumber.Format(level);
        string more = Text(k + 1);
        string fewer = Text(n - k);
        yield return $"{what}p-value, R:          pbinom({count}, {trials}, {a})";
        yield return $"{what}p-value, SciPy:      scipy.stats.binom.cdf({count}, {trials}, {a})";
        yield return $"{what}upper bound, R:      qbeta({d}, {more}, {fewer}, lower.tail = FALSE)";
        yield return $"{what}upper bound, SciPy:  scipy.stats.beta.isf({d}, {more}, {fewer})";
    }

    private static IEnumerable<string> HoeffdingBentkus(double sum, long n, double alpha)
    {
        string s = CanonicalNumber.Format(sum);
        string trials = Text(n);
        string a = CanonicalNumber.Format(alpha);
        string rate = $"{s}/{trials}";
        string log = sum == 0.0
            ? $"{trials}*log1p(-{a})"
            : $"-{trials}*({rate}*log({rate}/{a}) + (1 - {rate})*(log1p(-{rate}) - log1p(-{a})))";
        yield return $"p-value, R:      min(exp({log}), exp(1)*pbinom(ceiling({s}), {trials}, {a}))";
        yield return $"p-value, SciPy:  min(exp({log}), e*scipy.stats.binom.cdf(ceil({s}), {trials}, {a}))  # from math import ceil, e, exp, log, log1p";
    }

    private static IEnumerable<string> Betting(Certificate certificate)
    {
        yield return "The p-value depends on each loss in its seeded order, so it takes the data: escalation verify CERTIFICATE DATA.";
        yield return string.Create(CultureInfo.InvariantCulture, $"Capital over the {certificate.Trials} losses in the order of seed {certificate.Seed}; p = min(1, 1 / its largest value).");
    }

    private static string Text(long count) => count.ToString(CultureInfo.InvariantCulture);
}
