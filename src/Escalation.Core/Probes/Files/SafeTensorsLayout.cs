using System.Globalization;

namespace Escalation.Probes.Files;

/// <summary>Validates that the tensors of a <c>.safetensors</c> file fill its data without hole, overlap, alias or rest.</summary>
internal static class SafeTensorsLayout
{
    /// <summary>Validates in the order of the format's reference: the sequence, then the sizes, then the end, then whether the types are decoded.</summary>
    internal static TensorExtent[] Validate(List<SafeTensorsEntry> entries, ulong dataLength, string fileName)
    {
        SafeTensorsEntry[] ordered = [.. entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End).ThenBy(entry => entry.Name, StringComparer.Ordinal)];
        ulong end = RequireSequence(ordered, fileName);
        foreach (SafeTensorsEntry entry in ordered)
        {
            RequireSize(entry, fileName);
        }

        if (end != dataLength)
        {
            throw new TensorFileException(fileName, TensorFileRule.TrailingData, string.Create(CultureInfo.InvariantCulture, $"the tensors end at byte {end} of the data, but {dataLength} bytes follow the header."));
        }

        return [.. ordered.Select(entry => Decoded(entry, fileName))];
    }

    private static ulong RequireSequence(SafeTensorsEntry[] ordered, string fileName)
    {
        ulong position = 0;
        foreach (SafeTensorsEntry entry in ordered)
        {
            if (entry.Begin != position)
            {
                throw Refusal(fileName, entry, TensorFileRule.OffsetGap, $"begins at byte {entry.Begin} of the data, but the tensor before it ends at {position}: there must be no hole, overlap or alias");
            }

            if (entry.End < entry.Begin)
            {
                throw Refusal(fileName, entry, TensorFileRule.BadOffset, $"begins at byte {entry.Begin} and ends before, at {entry.End}");
            }

            position = entry.End;
        }

        return position;
    }

    private static void RequireSize(SafeTensorsEntry entry, string fileName)
    {
        // A zero makes the tensor empty; it must not hide a product of the others that overflows.
        bool empty = false;
        ulong bits = (ulong)entry.Type.Bits;
        foreach (ulong length in entry.Shape)
        {
            empty |= length == 0;
            ulong factor = Math.Max(length, 1);
            if (bits > ulong.MaxValue / factor)
            {
                throw Refusal(fileName, entry, TensorFileRule.Overflow, $"has the shape [{string.Join(", ", entry.Shape)}], whose size exceeds 64 bits");
            }

            bits *= factor;
        }

        bits = empty ? 0 : bits;
        if (bits % 8 != 0)
        {
            throw Refusal(fileName, entry, TensorFileRule.Misaligned, $"has {bits} bits, which fill no whole bytes");
        }

        if (entry.End - entry.Begin != bits / 8)
        {
            throw Refusal(fileName, entry, TensorFileRule.SizeMismatch, $"spans {entry.End - entry.Begin} bytes, but its shape needs {bits / 8}");
        }
    }

    private static TensorExtent Decoded(SafeTensorsEntry entry, string fileName) => entry.Type.Decoded is { } type
        ? new TensorExtent(entry.Name, StoredType.Of(type), [.. entry.Shape.Select(length => (long)length)], (long)entry.Begin, (long)(entry.End - entry.Begin))
        : throw Refusal(fileName, entry, TensorFileRule.UnsupportedType, $"has the element type {entry.Type.Name}, which is not decoded");

    private static TensorFileException Refusal(string fileName, SafeTensorsEntry entry, TensorFileRule rule, FormattableString detail) =>
        new(fileName, rule, $"tensor '{entry.Name}' {detail.ToString(CultureInfo.InvariantCulture)}.");
}
