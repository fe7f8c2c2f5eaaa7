using Escalation.Probes.Files;
using Escalation.Tool.Output;

namespace Escalation.Tool.Input;

/// <summary>Which activations to read.</summary>
internal sealed class ActivationSource
{
    private readonly (long Rows, int Columns)? _shape;
    private readonly string? _tensor;
    private readonly float _scale;
    private readonly TensorFileOptions _options;

    private ActivationSource(string file, (long Rows, int Columns)? shape, string? tensor, float scale, TensorFileOptions options)
    {
        File = file;
        _shape = shape;
        _tensor = tensor;
        _scale = scale;
        _options = options;
    }

    /// <summary>The file.</summary>
    internal string File { get; }

    /// <exception cref="ToolException">Thrown when the options do not fit the kind of file.</exception>
    internal static ActivationSource Of(string file, (long Rows, int Columns)? shape, string? tensor, double? scale, string? readAs = null)
    {
        if (file == InputSource.StandardInput)
        {
            throw new ToolException("activations are read in place, so --activations needs the name of a file");
        }

        string ending = Path.GetExtension(file);
        bool described = IsOneOf(ending, ".npy", ".safetensors", ".npz");
        if (shape is null && IsOneOf(ending, ".f32"))
        {
            throw new ToolException($"{file}: a raw file does not say its shape, so --shape N,D is needed");
        }

        if (shape is not null && (described || tensor is not null || scale is not null))
        {
            throw new ToolException($"{file}: --shape is for raw float32 files, which have neither a header nor --tensor nor --scale");
        }

        if (tensor is not null && !IsOneOf(ending, ".safetensors"))
        {
            throw new ToolException($"{file}: --tensor is for .safetensors files");
        }

        if (readAs is not null && !IsOneOf(ending, ".npy"))
        {
            throw new ToolException($"{file}: --read-as is for .npy files");
        }

        TensorFileOptions options = readAs switch
        {
            null => TensorFileOptions.Default,
            "bfloat16" => new TensorFileOptions { ReadVoid2AsBFloat16 = true },
            "float16" => new TensorFileOptions { ReadInt16AsFloat16 = true },
            _ => throw new ToolException($"--read-as must be bfloat16 or float16, but was {ErrorText.Quote(readAs)}"),
        };
        float factor = (float)(scale ?? 1.0);
        return factor > 0f && float.IsFinite(factor)
            ? new ActivationSource(file, shape, tensor, factor, options)
            : throw new ToolException("--scale must be within the range of a 32-bit float");
    }

    /// <summary>Opens the file; its rows are read when they are used.</summary>
    /// <exception cref="ToolException">Thrown when it cannot be read, breaks a rule of its format or has no rows.</exception>
    internal ActivationFile Open()
    {
        ActivationFile opened = TensorInput.Guarded(File, () => _shape is { } shape
            ? ActivationFile.OpenRaw(File, shape.Rows, shape.Columns)
            : ActivationFile.Open(File, _tensor, _scale, _options));
        if (opened.Rows > 0)
        {
            return opened;
        }

        opened.Dispose();
        throw new ToolException($"{File}: there are no rows");
    }

    private static bool IsOneOf(string ending, params ReadOnlySpan<string> endings)
    {
        foreach (string one in endings)
        {
            if (ending.Equals(one, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
