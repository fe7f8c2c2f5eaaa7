using Escalation.Calibration;
using Escalation.Statistics.Sequential;

namespace Escalation.Monitoring;

/// <summary>Everything there is to know about a continual calibration.</summary>
internal sealed record ContinualCalibrationParts(
    ThresholdGrid Grid,
    MeanBets Bets,
    double Delta,
    long Count,
    double Reach,
    double Rounding,
    double[] Logs,
    long[] Acted,
    double[] Losses,
    ContinualThreshold?[] Certified);
