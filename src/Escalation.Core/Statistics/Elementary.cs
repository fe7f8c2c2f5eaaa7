namespace Escalation.Statistics;

/// <summary>
/// Elementary functions next to their fixed points. <c>double.LogP1</c> and <c>double.ExpM1</c> of .NET add and
/// subtract the one in plain doubles and lose what these functions are for.
/// </summary>
internal static class Elementary
{
    /// <summary><c>ln(1 + x)</c> for x from -1 on, to a few last places also for tiny x.</summary>
    public static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        double part = sum - 1;

        // The quotient ln(s)/(s - 1) varies so slowly that the rounding of 1 + x does not matter to it (Kahan).
        return part == 0 ? x : double.IsPositiveInfinity(sum) || sum == 0 ? Math.Log(sum) : Math.Log(sum) * (x / part);
    }

    /// <summary><c>exp(x) - 1</c>, to a few last places also for tiny x.</summary>
    public static double ExpMinusOne(double x)
    {
        double power = Math.Exp(x);
        double part = power - 1;
        return part == 0 ? x : part == -1 || double.IsPositiveInfinity(power) ? part : part * (x / Math.Log(power));
    }
}
