using System.Globalization;
using System.Text;
using System.Text.Json;
using Escalation.Decisions;

namespace Escalation.Calibration.Counting;

/// <summary>Reads counts strictly and refuses those that contradict themselves.</summary>
internal static class ThresholdCountsParser
{
    private const int MaxDepth = 2;
    private const int MaxFixedLength = 1_024;

    /// <summary>Two numbers of 19 digits and a text of 39, with what separates them.</summary>
    private const int MaxLengthPerBucket = 84;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static ThresholdCounts Parse(string json, ThresholdGrid grid)
    {
        long most = MaxFixedLength + ((grid.Count + 1L) * MaxLengthPerBucket);
        if (json.Length > most)
        {
            throw new ThresholdCountsFormatException(string.Create(CultureInfo.InvariantCulture, $"The counts are too long: {json.Length} characters where {most} are allowed for a grid of {grid.Count}."));
        }

        try
        {
            using var document = JsonDocument.Parse(StrictUtf8.GetBytes(json), new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
            return Read(document.RootElement, grid);
        }
        catch (EncoderFallbackException exception)
        {
            throw new ThresholdCountsFormatException("The counts are not valid Unicode: they have half of a surrogate pair.", exception);
        }
        catch (JsonException exception)
        {
            throw new ThresholdCountsFormatException($"The counts are not valid JSON: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }

    private static ThresholdCounts Read(JsonElement root, ThresholdGrid grid)
    {
        var fields = new CountFields(root, string.Empty);
        fields.Exactly("schema", ThresholdCounts.Schema);
        string direction = fields.Text("direction");
        string losses = fields.Text("losses");
        ScoreDirection acts = CertificateVocabulary.Direction(direction) ?? throw CountFields.Fail("direction", $"has an unknown value '{direction}'");
        CountedLosses kind = ThresholdCountsWords.Losses(losses) ?? throw CountFields.Fail("losses", $"has an unknown value '{losses}'");
        ReadGrid(fields.Object("grid"), grid);
        string? sha256 = fields.OptionalSha256("dataSha256");
        long n = fields.Count("n");
        int buckets = grid.Count + 1;
        long[] items = fields.Counts("items", buckets);
        long[] errors = fields.Counts("errors", kind == CountedLosses.None ? 0 : buckets);
        UInt128[] units = fields.Units("lossUnits", kind == CountedLosses.Bounded ? buckets : 0);
        fields.RequireEmpty();
        RequireConsistent(n, items, errors, units);
        return new ThresholdCounts(grid, acts, kind, items, errors.Length == 0 ? new long[buckets] : errors, units, sha256);
    }

    private static void ReadGrid(CountFields fields, ThresholdGrid grid)
    {
        long count = fields.Count("count");
        double first = fields.Number("first");
        double last = fields.Number("last");
        string sha256 = fields.Text("sha256");
        fields.RequireEmpty();
        if (!string.Equals(sha256, grid.Summary.Sha256, StringComparison.Ordinal))
        {
            throw CountFields.Fail("grid.sha256", $"must be {grid.Summary.Sha256} for this grid, but was '{sha256}'");
        }

        if (count != grid.Count || first != grid.First || last != grid.Last)
        {
            throw CountFields.Fail("grid", "does not belong to its own sha256");
        }
    }

    private static void RequireConsistent(long n, ReadOnlySpan<long> items, ReadOnlySpan<long> errors, ReadOnlySpan<UInt128> units)
    {
        long left = n;
        for (int b = 0; b < items.Length; b++)
        {
            left = items[b] <= left ? left - items[b] : throw CountFields.Fail("n", "is less than the sum of the items");
            long faulty = errors.IsEmpty ? 0 : errors[b];
            if (faulty > items[b])
            {
                throw CountFields.Fail(At("errors", b), "is more than the items there");
            }

            if (!units.IsEmpty && (units[b] < (UInt128)faulty || units[b] > (UInt128)faulty * LossUnits.Of(1.0)))
            {
                throw CountFields.Fail(At("lossUnits", b), "does not fit the errors there");
            }
        }

        if (left != 0)
        {
            throw CountFields.Fail("n", "is more than the sum of the items");
        }
    }

    private static string At(string name, int index) => string.Create(CultureInfo.InvariantCulture, $"{name}[{index}]");
}
