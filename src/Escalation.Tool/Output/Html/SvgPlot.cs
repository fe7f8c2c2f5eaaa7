using System.Globalization;
using System.Text;

namespace Escalation.Tool.Output.Html;

/// <summary>A plot as inline SVG with its own title and description.</summary>
internal sealed class SvgPlot
{
    private const double Width = 640.0;
    private const double Height = 400.0;
    private const double Left = 64.0;
    private const double Right = 28.0;
    private const double Top = 16.0;
    private const double Bottom = 88.0;
    private const int Ticks = 5;

    /// <summary>What a letter of the legend takes at the most, and what stands before and behind a name.</summary>
    private const double LetterWidth = 7.6;
    private const double MarkWidth = 32.0;
    private const double LegendGap = 18.0;
    private const double LineHeight = 20.0;

    private readonly StringBuilder _marks = new();
    private readonly List<(string Name, string Class, string Dashes)> _legend = [];
    private readonly string _id;
    private readonly string _title;
    private readonly (string X, string Y) _labels;
    private readonly (double Low, double High) _x;
    private readonly double _most;
    private readonly bool _logarithmic;

    /// <param name="id">Unique on the page.</param>
    /// <param name="title">What a reader who does not see it should know.</param>
    /// <param name="labels">What the axes show.</param>
    /// <param name="x">The range of the horizontal axis.</param>
    /// <param name="most">The top of the vertical axis, which begins at 0.</param>
    /// <param name="logarithmic">Whether the horizontal axis is logarithmic.</param>
    internal SvgPlot(string id, string title, (string X, string Y) labels, (double Low, double High) x, double most, bool logarithmic = false)
    {
        _id = id;
        _title = title;
        _labels = labels;
        _logarithmic = logarithmic;
        _x = x.High > x.Low ? x : (x.Low - 0.5, x.Low + 0.5);
        _most = most > 0.0 ? most : 1.0;
    }

    /// <summary>Adds a line.</summary>
    internal SvgPlot Line(PlotSeries series)
    {
        string name = $"s{_legend.Count + 1}";
        _legend.Add((series.Name, $"line {name}", series.Dashes));
        string points = string.Join(' ', series.Points.Select(point => Text($"{X(point.X):F1},{Y(point.Y):F1}")));
        _marks.Append(Text($"<polyline class=\"line {name}\" stroke-dasharray=\"{series.Dashes}\" points=\"{points}\"/>\n"));
        return this;
    }

    /// <summary>Adds bars.</summary>
    internal SvgPlot Bars(string name, IEnumerable<(double From, double To, double Height)> bars)
    {
        string fill = $"f{_legend.Count + 1}";
        _legend.Add((name, $"{fill} soft", ""));
        foreach ((double from, double to, double height) in bars)
        {
            _marks.Append(Text($"<rect class=\"{fill} soft\" x=\"{X(from) + 1.0:F1}\" y=\"{Y(height):F1}\" width=\"{Math.Max(0.5, X(to) - X(from) - 2.0):F1}\" height=\"{Math.Max(0.0, Y(0.0) - Y(height)):F1}\"/>\n"));
        }

        return this;
    }

    /// <summary>Adds small words, such as counts.</summary>
    internal SvgPlot Words(IEnumerable<(double X, double Y, string Text)> words)
    {
        foreach ((double x, double y, string text) in words)
        {
            _marks.Append(Text($"<text class=\"small\" x=\"{X(x):F1}\" y=\"{Y(y) - 4.0:F1}\" text-anchor=\"middle\">{HtmlText.Escape(text)}</text>\n"));
        }

        return this;
    }

    /// <summary>Adds a point that stands out.</summary>
    internal SvgPlot Point(string name, double x, double y)
    {
        string fill = $"f{_legend.Count + 1}";
        _legend.Add((name, fill, ""));
        _marks.Append(Text($"<circle class=\"{fill}\" cx=\"{X(x):F1}\" cy=\"{Y(y):F1}\" r=\"6\"/>\n"));
        return this;
    }

    /// <summary>The element.</summary>
    internal string ToSvg()
    {
        (double X, double Row)[] places = LegendPlaces();
        double height = Height + (LineHeight * places.Max(static place => place.Row));
        var svg = new StringBuilder();
        svg.Append(Text($"<svg viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-labelledby=\"{_id}\"><title id=\"{_id}\">{HtmlText.Escape(_title)}</title>\n"));
        foreach (double x in _logarithmic ? AxisTicks.Logarithmic(_x.Low, _x.High) : AxisTicks.Even(_x.Low, _x.High, Ticks))
        {
            svg.Append(Text($"<path class=\"grid\" d=\"M{X(x):F1} {Top}V{Height - Bottom}\"/><text x=\"{X(x):F1}\" y=\"{Height - Bottom + 18.0}\" text-anchor=\"middle\">{Tick(x)}</text>\n"));
        }

        foreach (double y in AxisTicks.Even(0.0, _most, Ticks))
        {
            svg.Append(Text($"<path class=\"grid\" d=\"M{Left} {Y(y):F1}H{Width - Right}\"/><text x=\"{Left - 8.0}\" y=\"{Y(y) + 4.0:F1}\" text-anchor=\"end\">{Tick(y)}</text>\n"));
        }

        svg.Append(Text($"<path class=\"axis\" d=\"M{Left} {Top}V{Height - Bottom}H{Width - Right}\"/>\n")).Append(_marks);
        svg.Append(Text($"<text x=\"{(Left + Width - Right) / 2.0}\" y=\"{Height - Bottom + 40.0}\" text-anchor=\"middle\">{HtmlText.Escape(_labels.X)}</text>"));
        svg.Append(Text($"<text transform=\"translate(14 {(Top + Height - Bottom) / 2.0}) rotate(-90)\" text-anchor=\"middle\">{HtmlText.Escape(_labels.Y)}</text>\n"));
        for (int i = 0; i < _legend.Count; i++)
        {
            (string name, string kind, string dashes) = _legend[i];
            double at = places[i].X;
            double y = Height - 18.0 + (LineHeight * places[i].Row);
            svg.Append(kind.StartsWith("line", StringComparison.Ordinal)
                ? Text($"<path class=\"{kind}\" stroke-dasharray=\"{dashes}\" d=\"M{at:F1} {y}h26\"/>")
                : Text($"<rect class=\"{kind}\" x=\"{at:F1}\" y=\"{y - 7.0}\" width=\"26\" height=\"14\"/>"));
            svg.Append(Text($"<text x=\"{at + MarkWidth:F1}\" y=\"{y + 4.0}\">{HtmlText.Escape(name)}</text>\n"));
        }

        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>Where each name of the legend begins, and in which row.</summary>
    private (double X, double Row)[] LegendPlaces()
    {
        var places = new (double X, double Row)[_legend.Count];
        double at = Left;
        double row = 0.0;
        for (int i = 0; i < places.Length; i++)
        {
            double width = MarkWidth + (LetterWidth * _legend[i].Name.Length);
            if (at > Left && at + width > Width)
            {
                (at, row) = (Left, row + 1.0);
            }

            places[i] = (at, row);
            at += width + LegendGap;
        }

        return places.Length > 0 ? places : [(Left, 0.0)];
    }

    private double X(double value)
    {
        double share = _logarithmic ? Math.Log(value / _x.Low) / Math.Log(_x.High / _x.Low) : (value - _x.Low) / (_x.High - _x.Low);
        return Left + (Math.Clamp(share, 0.0, 1.0) * (Width - Left - Right));
    }

    private double Y(double value) => Height - Bottom - (Math.Clamp(value / _most, 0.0, 1.0) * (Height - Bottom - Top));

    private static string Tick(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
