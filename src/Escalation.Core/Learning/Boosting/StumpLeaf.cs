namespace Escalation.Learning.Boosting;

/// <summary>The sums over the rows of one leaf: first and second derivative of the log loss by the log-odds, and weight.</summary>
internal readonly record struct StumpLeaf(double Gradient, double Curvature, double Weight)
{
    internal StumpLeaf With(in StumpLeaf other) => new(Gradient + other.Gradient, Curvature + other.Curvature, Weight + other.Weight);

    internal StumpLeaf Without(in StumpLeaf other) => new(Gradient - other.Gradient, Math.Max(0.0, Curvature - other.Curvature), Weight - other.Weight);

    /// <summary>The Newton step <c>-G / (H + lambda)</c>.</summary>
    internal double Value(double penalty) => -Gradient / (Curvature + penalty);

    /// <summary>By how much that step lowers the quadratic model of the loss: <c>G^2 / (2 (H + lambda))</c>.</summary>
    internal double Gain(double penalty) => Gradient * Gradient / (2.0 * (Curvature + penalty));
}
