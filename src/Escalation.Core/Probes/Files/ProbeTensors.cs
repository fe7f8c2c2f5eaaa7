using System.Globalization;
using Escalation.Learning;

namespace Escalation.Probes.Files;

/// <summary>Turns tensors into a probe and a probe into tensors.</summary>
internal sealed class ProbeTensors
{
    private readonly TensorArchive _archive;
    private readonly ProbeReadOptions _options;
    private readonly ProbeTensorNames _names;
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    internal ProbeTensors(TensorArchive archive, ProbeReadOptions options)
    {
        _archive = archive;
        _options = options;
        _names = options.Names;
    }

    internal static IEnumerable<Tensor> Of(LinearProbe probe)
    {
        ProbeTensorNames names = ProbeTensorNames.Default;
        yield return Tensor.FromSingles(names.Direction, probe.Direction, probe.Length);
        yield return Tensor.FromDoubles(names.Bias, [probe.Bias], 1);
        if (probe.Calibration is { } calibration)
        {
            (double slope, double offset) = StoredCalibration.Of(calibration);
            yield return Tensor.FromDoubles(names.Platt, [slope, offset], 2);
        }
    }

    internal StoredProbe Read()
    {
        float[] direction = Row(_archive.Get(_names.Direction), length: null);
        double bias = Number(_names.Bias) ?? 0.0;
        float[]? mean = Find(_names.Mean) is { } means ? Row(means, direction.Length) : null;
        float[]? scale = Find(_names.Scale) is { } scales ? Row(scales, direction.Length) : null;
        if (scale is not null)
        {
            RequirePositive(scale);
        }

        PlattCalibration? calibration = Calibration();
        IReadOnlyDictionary<string, string> metadata = Metadata();
        string[] others = [.. _archive.Tensors.Select(tensor => tensor.Name).Where(name => !_used.Contains(name))];
        if (others.Length > 0 && !_options.AllowOtherTensors)
        {
            throw Refusal(TensorFileRule.UnexpectedTensor, $"these tensors have no meaning in a probe file: {TensorList.Describe(others)}. Name them in {nameof(ProbeReadOptions)}.{nameof(ProbeReadOptions.Names)}, or leave them alone with {nameof(ProbeReadOptions.AllowOtherTensors)}.");
        }

        ProbeMetadata.RequireFormat(metadata, _archive.FileName);
        ProbeMetadata.RequireLength(metadata, direction.Length, _archive.FileName);
        ProbeFingerprint fingerprint = ProbeMetadata.Fingerprint(metadata, _options.Fingerprint, _archive.FileName);
        return new StoredProbe(Make(direction, bias, mean, scale, fingerprint, calibration), metadata, others);
    }

    private LinearProbe Make(float[] direction, double bias, float[]? mean, float[]? scale, ProbeFingerprint fingerprint, PlattCalibration? calibration)
    {
        if (mean is null && scale is null)
        {
            return new LinearProbe(direction, bias, fingerprint, calibration);
        }

        mean ??= new float[direction.Length];
        if (scale is null)
        {
            scale = new float[direction.Length];
            Array.Fill(scale, 1f);
        }

        try
        {
            return LinearProbe.FromStandardized(direction, bias, mean, scale, fingerprint, calibration);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw Refusal(TensorFileRule.BadProbe, $"the standardisation cannot be folded into the weights: {exception.Message}");
        }
    }

    private PlattCalibration? Calibration()
    {
        double? slope = Number(_names.PlattA);
        double? offset = Number(_names.PlattB);
        if ((slope is null) != (offset is null))
        {
            throw Refusal(TensorFileRule.MissingTensor, $"'{_names.PlattA}' and '{_names.PlattB}' are needed together.");
        }

        if (Find(_names.Platt) is { } platt)
        {
            if (slope is not null)
            {
                throw Refusal(TensorFileRule.UnexpectedTensor, $"the calibration is given twice, as '{_names.Platt}' and as '{_names.PlattA}'.");
            }

            double[] numbers = Numbers(platt);
            (slope, offset) = numbers.Length == 2 ? (numbers[0], numbers[1]) : throw Shape(platt, "two numbers");
        }

        if (slope == 0.0)
        {
            throw Refusal(TensorFileRule.BadProbe, "the slope of the calibration is 0, so every score would get one probability.");
        }

        return slope is { } s && offset is { } t ? StoredCalibration.Make(s, t) : null;
    }

    private IReadOnlyDictionary<string, string> Metadata()
    {
        if (!_archive.TryGet(_names.Metadata, out Tensor? text) || text.Type != TensorType.Text)
        {
            return _archive.Metadata;
        }

        _used.Add(text.Name);
        return text.Count == 1 ? ProbeMetadata.FromJson(text.ToTexts()[0], _archive.FileName) : throw Shape(text, "one text");
    }

    private Tensor? Find(string name) => _archive.TryGet(name, out Tensor? tensor) ? tensor : null;

    private double? Number(string name) => Find(name) is not { } tensor
        ? null
        : Numbers(tensor) is [var number] ? number : throw Shape(tensor, "one number");

    private float[] Row(Tensor tensor, int? length)
    {
        ReadOnlySpan<long> shape = tensor.Shape;
        bool oneRow = shape.Length == 1 || (shape.Length == 2 && (shape[0] == 1 || shape[1] == 1));
        if (!oneRow || tensor.Count == 0 || (length is { } needed && tensor.Count != needed))
        {
            throw Shape(tensor, length is null ? "one row of numbers" : string.Create(CultureInfo.InvariantCulture, $"one row of {length} numbers"));
        }

        RequireFloat(tensor);
        float[] values = tensor.ToSingles();
        RequireFinite(tensor, Array.FindIndex(values, value => !float.IsFinite(value)));
        return values;
    }

    private double[] Numbers(Tensor tensor)
    {
        RequireFloat(tensor);
        double[] values = tensor.ToDoubles();
        RequireFinite(tensor, Array.FindIndex(values, value => !double.IsFinite(value)));
        return values;
    }

    /// <summary>Integers are refused: some tools store the bits of 16-bit floats in them, and read as numbers they would make a probe of nonsense.</summary>
    private void RequireFloat(Tensor tensor)
    {
        _used.Add(tensor.Name);
        if (tensor.Type is not (TensorType.Float64 or TensorType.Float32 or TensorType.Float16 or TensorType.BFloat16 or TensorType.Float8E4M3 or TensorType.Float8E5M2))
        {
            throw Refusal(TensorFileRule.UnsupportedType, $"'{tensor.Name}' must hold floating-point numbers, but its type is {tensor.ElementType}.");
        }
    }

    private void RequireFinite(Tensor tensor, int index)
    {
        if (index >= 0)
        {
            throw Refusal(TensorFileRule.ValueNotFinite, string.Create(CultureInfo.InvariantCulture, $"'{tensor.Name}'[{index}] is not a finite number."));
        }
    }

    private void RequirePositive(float[] scale)
    {
        int index = Array.FindIndex(scale, value => !(value > 0f));
        if (index >= 0)
        {
            throw Refusal(TensorFileRule.BadProbe, string.Create(CultureInfo.InvariantCulture, $"'{_names.Scale}'[{index}] must be above 0, but is {scale[index]:R}."));
        }
    }

    private TensorFileException Shape(Tensor tensor, string needed) => Refusal(TensorFileRule.UnexpectedShape, $"'{tensor.Name}' must be {needed}, but its shape is {TensorShape.Describe(tensor.Shape)}.");

    private TensorFileException Refusal(TensorFileRule rule, string detail) => new(_archive.FileName, rule, detail);
}
