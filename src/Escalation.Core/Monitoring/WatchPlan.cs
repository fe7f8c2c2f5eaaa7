using Escalation.Calibration;

namespace Escalation.Monitoring;

/// <summary>One thing that a monitor watches.</summary>
/// <remarks>Immutable.</remarks>
public sealed record WatchPlan
{
    private WatchPlan(string name, WatchSubject subject)
    {
        Name = Guard.NotBlank(name);
        Subject = subject;
    }

    /// <summary>The name, unique within a monitor.</summary>
    public string Name { get; }

    /// <summary>What is looked at.</summary>
    public WatchSubject Subject { get; }

    /// <summary>The bound that must not be exceeded; NaN for a score distribution.</summary>
    public double Alpha { get; private init; } = double.NaN;

    /// <summary>The certificate whose promise is watched; null when there is none.</summary>
    public string? CertificateId { get; private init; }

    /// <summary>The calibration scores, for a score distribution; null otherwise.</summary>
    public ScoreReference? Scores { get; private init; }

    /// <summary>Whether the promise is about the threshold's rule or about a whole policy's final decision.</summary>
    public CertificateScope Scope { get; private init; }

    /// <summary>What counts as one independent draw: an item, or a whole cluster whose mean is one observation.</summary>
    public CertificateUnit Unit { get; private init; }

    /// <summary>The group of items that the certificate is about; null when it is about all.</summary>
    public string? Group { get; private init; }

    /// <summary>Watches the promises of a certificate: the delegation rate of a budget, the risk of a risk, both of a joint certificate.</summary>
    /// <param name="certificate">The certificate. One about clusters is watched by the cluster, each a decision or an outcome of its own; one about a group by the items of this group only.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="certificate"/> is null.</exception>
    /// <exception cref="InvalidOperationException">Thrown when the certificate contradicts itself, as after an edit by hand.</exception>
    public static IReadOnlyList<WatchPlan> For(Certificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        _ = certificate.ToThreshold();
        var plans = new List<WatchPlan>
        {
            certificate.RiskOf switch
            {
                null => DelegationRate(certificate.Alpha),
                RiskSubject.Acted => Risk(certificate.Alpha),
                _ => RiskOfAll(certificate.Alpha),
            },
        };
        if (certificate.Budget is { } budget)
        {
            plans.Add(DelegationRate(budget.Alpha));
        }

        return plans.ConvertAll(plan => plan.Of(certificate.CertificateId, certificate.Scope, certificate.Unit, certificate.Group)).AsReadOnly();
    }

    /// <summary>Watches that the share of decisions that escalate is at most alpha.</summary>
    /// <param name="alpha">The bound, strictly between 0 and 1.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the bound is NaN or out of range.</exception>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    public static WatchPlan DelegationRate(double alpha, string name = "budget") =>
        new(name, WatchSubject.DelegationRate) { Alpha = Guard.OpenProbability(alpha) };

    /// <summary>Watches that the mean loss of acted items is at most alpha.</summary>
    /// <param name="alpha">The bound, strictly between 0 and 1.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the bound is NaN or out of range.</exception>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    public static WatchPlan Risk(double alpha, string name = "risk") =>
        new(name, WatchSubject.RiskAmongActed) { Alpha = Guard.OpenProbability(alpha) };

    /// <summary>Watches that the mean loss of all items, whoever answers them, is at most alpha.</summary>
    /// <param name="alpha">The bound, strictly between 0 and 1.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the bound is NaN or out of range.</exception>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    public static WatchPlan RiskOfAll(double alpha, string name = "risk-of-all") =>
        new(name, WatchSubject.RiskAmongAll) { Alpha = Guard.OpenProbability(alpha) };

    /// <summary>Watches that scores stay exchangeable with the calibration scores.</summary>
    /// <param name="scores">The calibration scores.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="scores"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    public static WatchPlan Drift(ScoreReference scores, string name = "drift")
    {
        ArgumentNullException.ThrowIfNull(scores);
        return new WatchPlan(name, WatchSubject.ScoreDistribution) { Scores = scores };
    }

    internal WatchPlan Of(string? certificateId, CertificateScope scope, CertificateUnit unit, string? group) =>
        this with { CertificateId = certificateId, Scope = scope, Unit = unit, Group = group };
}
