using System.Diagnostics.CodeAnalysis;

namespace Escalation.Probes.Files;

/// <summary>The tensors of a file, whatever its format, each with a name of its own. Immutable; safe to share between threads.</summary>
public sealed class TensorArchive
{
    private readonly Dictionary<string, Tensor> _byName;

    internal TensorArchive(string fileName, IReadOnlyList<Tensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        FileName = fileName;
        Tensors = tensors;
        Metadata = metadata;
        _byName = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <summary>The file, or what the caller called the bytes.</summary>
    public string FileName { get; }

    /// <summary>The tensors in the order in which their data lie in the file.</summary>
    public IReadOnlyList<Tensor> Tensors { get; }

    /// <summary>The texts of <c>__metadata__</c> of a <c>.safetensors</c> file; empty for the other formats.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Finds a tensor.</summary>
    /// <param name="name">Its name, compared ordinally.</param>
    /// <param name="tensor">The tensor.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGet(string name, [NotNullWhen(true)] out Tensor? tensor) => _byName.TryGetValue(name, out tensor);

    /// <summary>Gets a tensor that must be there.</summary>
    /// <param name="name">Its name, compared ordinally.</param>
    /// <exception cref="TensorFileException">Thrown when there is none; the message lists those that exist.</exception>
    public Tensor Get(string name) => TryGet(name, out Tensor? tensor)
        ? tensor
        : throw new TensorFileException(FileName, TensorFileRule.MissingTensor, $"there is no tensor '{name}'; there are: {TensorList.Describe(Tensors.Select(known => known.Name))}.");
}
