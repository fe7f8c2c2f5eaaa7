namespace Escalation.Prediction.Models;

/// <summary>The part of one column in a linear model: <c>slope * (x - center)</c> with x held to the range of the training rows.</summary>
internal readonly record struct LinearColumn(double Slope, double Center, double Least, double Most)
{
    /// <summary>NaN stays NaN, as it is on neither side of the range.</summary>
    internal double Of(double value) => Slope * ((value < Least ? Least : value > Most ? Most : value) - Center);

    internal bool IsValid => double.IsFinite(Slope) && double.IsFinite(Center) && double.IsFinite(Least) && double.IsFinite(Most) && Least <= Most;
}
