using System.Globalization;
using Escalation.Statistics;

namespace Escalation.Calibration;

/// <summary>Which fields a certificate of each kind has, and the ranges that counts impose on each other: what must hold before anything can be recomputed.</summary>
internal static class CertificateShape
{
    /// <summary>The first field that does not fit, with what it must be; null when the shape is sound.</summary>
    internal static (string Field, string Problem)? Fault(Certificate certificate) =>
        Counts(certificate) ?? Promise(certificate) ?? Procedure(certificate) ?? Losses(certificate) ?? Draws(certificate);

    private static (string, string)? Counts(Certificate certificate)
    {
        long n = certificate.N;
        long most = certificate.RiskOf == RiskSubject.Acted ? certificate.ActedCount : n;
        return OutOf("n", n, 1, BinomialTail.MaxTrials)
            ?? OutOf("nActed", certificate.ActedCount, 0, n)
            ?? OutOf("k", certificate.K, 0, most)
            ?? OutOf("clusters", certificate.Clusters ?? 1, 1, n)
            ?? OutOf("policy.forced", certificate.Policy?.Forced ?? 0, 0, n - certificate.ActedCount)
            ?? OutOf("budget.k", certificate.Budget?.K ?? 0, 0, n);
    }

    private static (string, string)? Promise(Certificate certificate)
    {
        bool isRisk = certificate.RiskOf is not null;
        return Presence("empiricalRisk", certificate.EmpiricalRisk is not null, isRisk, isRisk ? "for a risk" : "for a budget")
            ?? (certificate.Budget is not null && !isRisk ? ("budget", "must be null for a budget, which is its only promise") : null);
    }

    private static (string, string)? Procedure(Certificate certificate)
    {
        CertificateProcedure procedure = certificate.Procedure;
        bool orderStatistic = procedure == CertificateProcedure.OrderStatistic;
        if (orderStatistic && certificate.RiskOf is not null)
        {
            return ("procedure", "must not be 'order-statistic' for a risk");
        }

        bool sequential = procedure is CertificateProcedure.FixedSequence or CertificateProcedure.MultiStart or CertificateProcedure.Graphical;
        bool selective = certificate is { RiskOf: RiskSubject.Acted, Budget: null };
        string word = $"with procedure '{CertificateVocabulary.Word(procedure)}'";
        (string, string)? start = sequential && !selective ? null : Presence("start", certificate.Start is not null, sequential, word);
        (string, string)? starts = procedure == CertificateProcedure.Graphical ? null : Presence("starts", certificate.Starts is not null, procedure == CertificateProcedure.MultiStart, word);
        return Presence("grid", certificate.Grid is not null, !orderStatistic, word)
            ?? start
            ?? starts
            ?? (certificate.Starts < 1 ? ("starts", "must be at least 1") : null);
    }

    private static (string, string)? Losses(Certificate certificate)
    {
        bool bounded = certificate.Method != CertificateMethod.Exact;
        bool clustered = certificate.Clusters is not null;
        bool weighted = certificate.RiskOf is null && !clustered && certificate.LossSum is not null;
        if (bounded && certificate.RiskOf is null && !clustered && !weighted)
        {
            return ("method", "must be 'exact' for a count of items");
        }

        if (certificate.LossSum is not { } sum)
        {
            return bounded && clustered && certificate.Clusters != certificate.ActedCount ? ("lossSum", "must be given where clusters are tested by their means, and clusters equal nActed where one item was drawn from each") : null;
        }

        double most = clustered || weighted ? certificate.Trials : certificate.K;
        return !bounded ? ("lossSum", "must be null with method 'exact', whose losses are 0 and 1")
            : sum >= 0.0 && sum <= most ? null
            : ("lossSum", string.Create(CultureInfo.InvariantCulture, $"must be from 0 to {most:R}, but was {sum:R}"));
    }

    private static (string, string)? Draws(Certificate certificate)
    {
        bool drawn = certificate is { Clusters: not null, Method: CertificateMethod.Exact };
        if (drawn && certificate.Clusters != certificate.N)
        {
            return ("clusters", "must equal n with method 'exact', which takes one item from each cluster");
        }

        if (certificate.Budget is not null && certificate.Clusters is not null && !drawn)
        {
            return ("budget", "must be null where clusters are tested by their means");
        }

        if (certificate.Choice is not null && certificate.Seed is null)
        {
            return ("seed", "must be given where items were split at random");
        }

        return certificate.Seed is null && (drawn || certificate.Method == CertificateMethod.Betting)
            ? ("seed", "must be given where an order or a draw was random")
            : null;
    }

    private static (string, string)? Presence(string field, bool present, bool wanted, string where) =>
        present == wanted ? null : (field, $"must be {(wanted ? "given" : "null")} {where}");

    private static (string, string)? OutOf(string field, long value, long least, long most) => value >= least && value <= most
        ? null
        : (field, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}, but was {value}"));
}
