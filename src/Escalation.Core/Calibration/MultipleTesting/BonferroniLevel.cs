namespace Escalation.Calibration.MultipleTesting;

/// <summary><c>delta/m</c> each.</summary>
internal readonly struct BonferroniLevel : ILocalLevel
{
    public static double Level(double delta, int count) => LevelShare.Level(delta, count);

    public static double Needed(double pValue, int count) => LevelShare.Needed(pValue, count);
}
