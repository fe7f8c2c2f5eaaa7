namespace Escalation.Learning.Wide;

/// <summary>Where the solver stands: coefficients, intercept and, for the dual, the numbers of the rows that the coefficients are made of.</summary>
internal sealed class WideState
{
    internal WideState(int stride, int rows)
    {
        Coefficients = new double[stride];
        Dual = new double[rows];
    }

    /// <summary>w, padded; in the units that the penalty counts.</summary>
    internal double[] Coefficients { get; }

    /// <summary>The value z of a row of zeros of the standardised matrix.</summary>
    internal double Intercept { get; set; }

    /// <summary>a with <c>w = X'a</c>, one for each active row; empty, or left behind, in the primal.</summary>
    internal double[] Dual { get; }

    internal WideState Copy()
    {
        var copy = new WideState(Coefficients.Length, Dual.Length) { Intercept = Intercept };
        Coefficients.CopyTo(copy.Coefficients, 0);
        Dual.CopyTo(copy.Dual, 0);
        return copy;
    }
}
