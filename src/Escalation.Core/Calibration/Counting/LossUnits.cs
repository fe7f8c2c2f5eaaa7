using System.Numerics;

namespace Escalation.Calibration.Counting;

/// <summary>Sums of losses from 0 to 1 as integers, so that they come out the same in any order and from any number of machines.</summary>
/// <remarks>A unit is 2^-62. Losses of at least 2^-10 and 0 are whole numbers of units; smaller ones are rounded up to the next, which never makes a risk look smaller and adds less than n 2^-62 to the sum of n.</remarks>
internal static class LossUnits
{
    private const int FractionBits = 62;
    private const double UnitsPerLoss = 1UL << FractionBits;
    private const int SignificandBits = 53;

    /// <summary>A loss in units, rounded up.</summary>
    /// <param name="loss">From 0 to 1.</param>
    internal static ulong Of(double loss) => (ulong)(long)Math.Ceiling(loss * UnitsPerLoss);

    /// <summary>The least double that is at least so many units.</summary>
    internal static double ToSum(UInt128 units)
    {
        int extra = Math.Max(0, 128 - (int)UInt128.LeadingZeroCount(units) - SignificandBits);
        UInt128 kept = units >> extra;
        if (kept << extra != units)
        {
            kept += UInt128.One;
        }

        return Math.ScaleB((double)(ulong)kept, extra - FractionBits);
    }
}
