import Imaging
import Testing

@testable import TextRecognition

@Suite struct ConfusionMatrixTests {
  /// Ten images of 'a', eight of them read right; four of ',', one read right; none of '"'.
  private var matrix: ConfusionMatrix {
    var matrix = ConfusionMatrix(characters: ["a", ",", "\""])
    for read in [0, 0, 0, 0, 0, 0, 0, 0, 1, 2] { matrix.add(truth: 0, read: read) }
    for read in [1, 0, 0, 0] { matrix.add(truth: 1, read: read) }
    return matrix
  }

  @Test func figuresCountClassesThatThereAre() {
    #expect(matrix.count == 14 && matrix.count(of: 0) == 10 && matrix.count(of: 2) == 0)
    #expect(abs(matrix.accuracy - 9.0 / 14) < 1e-12)
    #expect(abs(matrix.meanPerClass - (0.8 + 0.25) / 2) < 1e-12)
    #expect(matrix.accuracy(of: 2) == nil)
    let empty = ConfusionMatrix(characters: ["a"])
    #expect(empty.accuracy == 0 && empty.meanPerClass == 0)
  }

  @Test func theTableHasTruthInRowsAndQuotesWhatItMust() {
    #expect(matrix.csv == "truth,a,\",\",\"\"\"\"\na,8,1,1\n\",\",3,1,0\n\"\"\"\",0,0,0\n")
    #expect(
      CharacterEvaluation.lines(of: matrix)
        == """
        character,images,right,accuracy,mistaken_for,mistakes
        a,10,8,0.80000,",",1
        ",",4,1,0.25000,a,3
        \"\"\"\",0,0,,,

        """)
  }

  @Test func thePictureIsDarkWhereARowsImagesAre() {
    let picture = matrix.picture
    #expect(picture.width == picture.height && (picture.width - 1) % 3 == 0)
    let pitch = (picture.width - 1) / 3
    func gray(truth: Int, read: Int) -> Double {
      Double(picture.samples[(truth * pitch + pitch / 2) * picture.width + read * pitch + pitch / 2])
        / Double(GrayImage.white)
    }
    #expect(abs(gray(truth: 0, read: 0) - 0.2) < 1e-4 && abs(gray(truth: 0, read: 1) - 0.9) < 1e-4)
    #expect(abs(gray(truth: 1, read: 0) - 0.25) < 1e-4 && gray(truth: 2, read: 2) == 1)
    // Lines are told from white and from black.
    for place in stride(from: 0, to: picture.width, by: pitch) {
      let line = Double(picture.samples[place]) / Double(GrayImage.white)
      #expect((0.3...0.9).contains(line))
    }
  }
}
