using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Escalation.Mutants.Building;

/// <summary>Compiles the library in this process with the options of its project: a changed file costs one emit, not one build.</summary>
internal sealed class LibraryCompiler
{
    private readonly CSharpCompilation _sound;
    private readonly CSharpParseOptions _options;
    private readonly Dictionary<string, SyntaxTree> _trees;

    private LibraryCompiler(string repository, CSharpCompilation sound, CSharpParseOptions options)
    {
        _sound = sound;
        _options = options;
        _trees = sound.SyntaxTrees
            .Where(tree => Path.IsPathRooted(tree.FilePath))
            .ToDictionary(tree => Path.GetRelativePath(repository, tree.FilePath).Replace('\\', '/'), StringComparer.Ordinal);
    }

    /// <summary>The compilation of the sound library.</summary>
    internal CSharpCompilation Sound => _sound;

    /// <summary>Paths of the source files from the root of the repository.</summary>
    internal IEnumerable<string> Files => _trees.Keys;

    /// <summary>Asks the build for the compiler's command line and parses everything once.</summary>
    internal static LibraryCompiler Create(string repository)
    {
        string project = Path.Combine(repository, "src", Workbench.Library);
        string answer = DotnetCommand.Require(
            repository,
            "msbuild",
            project,
            "-t:Compile",
            "-p:Configuration=Release",
            "-p:ProvideCommandLineArgs=true",
            "-p:SkipCompilerExecution=true",
            "-p:NonExistentFile=none",
            "-getItem:CscCommandLineArgs");
        using JsonDocument document = JsonDocument.Parse(answer);
        string[] words = [.. document.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];
        CSharpCommandLineArguments arguments = CSharpCommandLineParser.Default.Parse(words, project, sdkDirectory: null);
        CSharpParseOptions options = arguments.ParseOptions.WithDocumentationMode(DocumentationMode.None);
        CSharpCompilation compilation = CSharpCompilation.Create(
            Workbench.Library,
            arguments.SourceFiles.Select(file => CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(file.Path), System.Text.Encoding.UTF8), options, file.Path)),
            arguments.MetadataReferences.Select(reference => MetadataReference.CreateFromFile(reference.Reference)),
            arguments.CompilationOptions.WithGeneralDiagnosticOption(ReportDiagnostic.Suppress).WithSpecificDiagnosticOptions([]));
        return new LibraryCompiler(repository, Generated(compilation, arguments, options), options);
    }

    /// <summary>The tree of a source file.</summary>
    internal SyntaxTree Tree(string file) => _trees.TryGetValue(file, out SyntaxTree? tree) ? tree : throw new MutantException($"the library has no file {file}");

    /// <summary>The sound library with some files changed.</summary>
    internal CSharpCompilation With(IReadOnlyDictionary<string, string> changed)
    {
        CSharpCompilation compilation = _sound;
        foreach ((string file, string text) in changed)
        {
            compilation = _trees.TryGetValue(file, out SyntaxTree? tree)
                ? compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), _options, tree.FilePath))
                : compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), _options, file));
        }

        return compilation;
    }

    /// <summary>Compiles to an assembly.</summary>
    /// <param name="compilation">What to compile.</param>
    /// <param name="errors">Why it could not be.</param>
    /// <returns>The assembly, or null when there are errors.</returns>
    internal static byte[]? Emit(CSharpCompilation compilation, out Diagnostic[] errors)
    {
        using var stream = new MemoryStream();
        EmitResult result = compilation.Emit(stream);
        errors = [.. result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        return result.Success ? stream.ToArray() : null;
    }

    private static CSharpCompilation Generated(CSharpCompilation compilation, CSharpCommandLineArguments arguments, CSharpParseOptions options)
    {
        var loader = new GeneratorLoader();
        IEnumerable<ISourceGenerator> generators = arguments.AnalyzerReferences
            .Where(reference => Path.GetFileName(reference.FilePath) is { } file && (file.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) || file.StartsWith("Microsoft.Interop.LibraryImport", StringComparison.Ordinal)))
            .SelectMany(reference => new Microsoft.CodeAnalysis.Diagnostics.AnalyzerFileReference(reference.FilePath, loader).GetGenerators(LanguageNames.CSharp));
        CSharpGeneratorDriver.Create(generators, parseOptions: options).RunGeneratorsAndUpdateCompilation(compilation, out Compilation complete, out _);
        return (CSharpCompilation)complete;
    }
}
