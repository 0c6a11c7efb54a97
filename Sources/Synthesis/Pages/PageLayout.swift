/// How pages of a kind are laid out.
protocol PageLayout {
  func compose(_ page: PageComposer) throws
}

extension PageKind {
  var layout: any PageLayout {
    switch self {
    case .text: TextLayout(hasPictures: false)
    case .letter: LetterLayout()
    case .receipt: ReceiptLayout()
    case .table: TableLayout()
    case .form: FormLayout()
    case .notes: NotesLayout()
    case .drawing: DrawingLayout()
    case .illustrated: TextLayout(hasPictures: true)
    case .picture: PictureLayout()
    case .blank: BlankLayout()
    }
  }
}
