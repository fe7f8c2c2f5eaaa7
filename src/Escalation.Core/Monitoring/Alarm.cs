using System.Globalization;

namespace Escalation.Monitoring;

/// <summary>A watch has seen too much to go on believing its promise.</summary>
/// <remarks>Immutable.</remarks>
public sealed record Alarm
{
    /// <summary>The name of the watch.</summary>
    public required string Watch { get; init; }

    /// <summary>What it looks at.</summary>
    public required WatchSubject Subject { get; init; }

    /// <summary>The stream of the monitor.</summary>
    public required string Stream { get; init; }

    /// <summary>The certificate whose promise looks broken; null when there is none.</summary>
    public string? CertificateId { get; init; }

    /// <summary>The bound that looks exceeded; NaN for a score distribution.</summary>
    public required double Alpha { get; init; }

    /// <summary>What is promised about false alarms.</summary>
    public required AlarmPromise Promise { get; init; }

    /// <summary>The watch's own share of the monitor's level: the alarm came when the evidence reached <c>ln(1/Level)</c>.</summary>
    public required double Level { get; init; }

    /// <summary>The natural logarithm of the evidence at the alarm.</summary>
    public required double LogEvidence { get; init; }

    /// <summary>The first step that mattered: the observation of this watch, 1-based, with which the evidence begins. An estimate of when the promise broke.</summary>
    public required long FirstStep { get; init; }

    /// <summary>The id of that observation's decision, to be looked up in the audit log.</summary>
    public required string FirstDecisionId { get; init; }

    /// <summary>The observation of this watch that raised the alarm, 1-based.</summary>
    public required long Step { get; init; }

    /// <summary>The id of its decision.</summary>
    public required string DecisionId { get; init; }

    /// <summary>The rate since <see cref="FirstStep"/>, chosen with hindsight and therefore rather too far from the bound; for a score distribution the mean conformal p-value, 0.5 being expected and more meaning higher scores.</summary>
    public required double EstimatedRate { get; init; }

    /// <summary>The alarm in a sentence.</summary>
    public string Message => string.Create(
        CultureInfo.InvariantCulture,
        $"{Finding} since decision '{FirstDecisionId}' (steps {FirstStep} to {Step} of watch '{Watch}'); {Doubt}.");

    private string Finding => Subject switch
    {
        WatchSubject.DelegationRate => string.Create(CultureInfo.InvariantCulture, $"The delegation rate exceeds {Alpha:R}: about {EstimatedRate:0.####}"),
        WatchSubject.RiskAmongActed => string.Create(CultureInfo.InvariantCulture, $"The risk among acted items exceeds {Alpha:R}: about {EstimatedRate:0.####}"),
        WatchSubject.RiskAmongAll => string.Create(CultureInfo.InvariantCulture, $"The risk over all items exceeds {Alpha:R}: about {EstimatedRate:0.####}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"Scores do not come from the calibration distribution: their mean rank is {EstimatedRate:0.####} instead of 0.5"),
    };

    private string Doubt => Promise == AlarmPromise.FalseAlarmProbability
        ? string.Create(CultureInfo.InvariantCulture, $"false with probability at most {Level:R}")
        : string.Create(CultureInfo.InvariantCulture, $"false about once in {1.0 / Level:0.###} steps at most");

    /// <inheritdoc/>
    public override string ToString() => Message;
}
