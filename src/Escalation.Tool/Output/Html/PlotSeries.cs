namespace Escalation.Tool.Output.Html;

/// <summary>One line of a plot.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Points">Its points, from left to right.</param>
/// <param name="Dashes">The pattern of its dashes, so that lines differ by more than colour; empty for a full line.</param>
internal sealed record PlotSeries(string Name, IReadOnlyList<(double X, double Y)> Points, string Dashes = "");
