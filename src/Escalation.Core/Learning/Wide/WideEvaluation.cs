namespace Escalation.Learning.Wide;

/// <summary>Value, gradient and curvature at one point, in doubles. The arrays are used again by the next evaluation into the same object.</summary>
internal sealed class WideEvaluation(int stride, int rows)
{
    /// <summary>The gradient in w, penalty included.</summary>
    internal double[] Gradient { get; } = new double[stride];

    /// <summary>The mixed second derivatives of w and the intercept, <c>X' D 1</c>.</summary>
    internal double[] Mixed { get; } = new double[stride];

    /// <summary>The derivative of each active row's loss in z.</summary>
    internal double[] Residuals { get; } = new double[rows];

    /// <summary>The second derivative D of each active row's loss in z.</summary>
    internal double[] Curvatures { get; } = new double[rows];

    internal double Objective { get; set; }

    /// <summary>The derivative in the intercept.</summary>
    internal double Slope { get; set; }

    /// <summary>The second derivative in the intercept, the sum of D.</summary>
    internal double TotalCurvature { get; set; }

    /// <summary>How far the intercept is off for these coefficients, to first order; 0 where the curvature vanished.</summary>
    internal double InterceptError => TotalCurvature > 0.0 ? Slope / TotalCurvature : 0.0;

    /// <summary>The largest component of the gradient.</summary>
    internal double LargestComponent
    {
        get
        {
            double largest = Math.Abs(Slope);
            foreach (double value in Gradient)
            {
                largest = Math.Max(largest, Math.Abs(value));
            }

            return largest;
        }
    }
}
