using Escalation.Calibration;

namespace Escalation.Monitoring;

/// <summary>The words of saved states, which do not change when a name in the code does.</summary>
internal static class StateWords
{
    internal static string Of<T>(T value)
        where T : struct, Enum => value switch
        {
            WatchSubject.DelegationRate => "delegation-rate",
            WatchSubject.RiskAmongActed => "risk-among-acted",
            WatchSubject.RiskAmongAll => "risk-among-all",
            WatchSubject.ScoreDistribution => "score-distribution",
            AlarmPromise.FalseAlarmProbability => "false-alarm-probability",
            AlarmPromise.AverageRunLength => "average-run-length",
            LabelOrder.Decision => "decision",
            LabelOrder.Arrival => "arrival",
            CertificateScope.Rule => "rule",
            CertificateScope.Policy => "policy",
            CertificateUnit.Item => "item",
            CertificateUnit.Cluster => "cluster",
            SlotKind.Unwatched => "unwatched",
            SlotKind.Unaudited => "unaudited",
            SlotKind.Awaited => "awaited",
            SlotKind.Labelled => "labelled",
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, "Not a word of a saved state."),
        };
}
