using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Escalation.Decisions;

namespace Escalation.Calibration.Grouping;

/// <summary>The threshold of each group, for the decision: a group without a certificate escalates, whatever its score.</summary>
/// <remarks>
/// A policy holds one threshold, so deploy one policy for each group that <see cref="TryGet"/> knows, built from its threshold, and escalate where it knows none; or ask <see cref="Escalates"/>, which does the same for the threshold alone.
/// The group must be known before the act and be told apart as it was in the calibration. Immutable, safe to share between threads; looking up allocates nothing.
/// </remarks>
public sealed class GroupThresholds
{
    private readonly FrozenDictionary<string, Threshold> _thresholds;

    private GroupThresholds(FrozenDictionary<string, Threshold> thresholds) => _thresholds = thresholds;

    /// <summary>How many groups have a threshold.</summary>
    public int Count => _thresholds.Count;

    /// <summary>The groups that have a threshold, in ordinal order.</summary>
    public IReadOnlyList<string> Groups => [.. _thresholds.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Thresholds from certificates.</summary>
    /// <param name="certificates">Certificates of one calibration, each of another group. Certificates of several calibrations have no promise in common. None at all is fine: then everything escalates.</param>
    /// <exception cref="ArgumentNullException">Thrown when an argument is null.</exception>
    /// <exception cref="ArgumentException">Thrown when a certificate has no group, two have the same one, or they differ in score, direction, purpose or delta.</exception>
    /// <exception cref="InvalidOperationException">Thrown when a certificate contradicts itself, see <see cref="Certificate.ToThreshold()"/>.</exception>
    public static GroupThresholds Of(IEnumerable<Certificate> certificates)
    {
        ArgumentNullException.ThrowIfNull(certificates);
        var thresholds = new Dictionary<string, Threshold>(StringComparer.Ordinal);
        Certificate? first = null;
        foreach (Certificate certificate in certificates)
        {
            ArgumentNullException.ThrowIfNull(certificate, nameof(certificates));
            first ??= certificate;
            if (certificate.Group is not { } group)
            {
                throw new ArgumentException($"Certificate {certificate.CertificateId} has no group: it is about all items and protects no group.", nameof(certificates));
            }

            if (certificate.ScoreId != first.ScoreId || certificate.Direction != first.Direction || certificate.Purpose != first.Purpose || certificate.Delta != first.Delta)
            {
                throw new ArgumentException($"The certificates of groups '{first.Group}' and '{group}' differ in score, direction, purpose or delta: they are not of one calibration.", nameof(certificates));
            }

            if (!thresholds.TryAdd(group, certificate.ToThreshold()))
            {
                throw new ArgumentException($"Group '{group}' has two certificates.", nameof(certificates));
            }
        }

        return new GroupThresholds(thresholds.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>The threshold of a group.</summary>
    /// <param name="group">The name, compared ordinally; null is no group.</param>
    /// <param name="threshold">The threshold; null when there is none, in which case everything escalates.</param>
    public bool TryGet(string? group, [NotNullWhen(true)] out Threshold? threshold)
    {
        threshold = null;
        return group is not null && _thresholds.TryGetValue(group, out threshold);
    }

    /// <summary>Whether an item escalates: when its group has no threshold, the threshold is out of date, or the score lies on the escalating side; NaN does.</summary>
    /// <param name="group">The group of the item; null for none.</param>
    /// <param name="score">Its score.</param>
    /// <param name="now">The time, to tell whether the threshold is out of date.</param>
    public bool Escalates(string? group, double score, DateTimeOffset now) =>
        !TryGet(group, out Threshold? threshold) || now >= threshold.Expires || threshold.Escalates(score);
}
